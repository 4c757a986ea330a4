import { fitting } from './fitting.ts';
import type { Box } from './treemap-layout.ts';

/** Pixels between two lines of text. */
export const LINE = 15;
/** Narrower rectangles have room for a number at most. */
export const NARROW = 40;
const LEAST_HEIGHT = 19;
const MARGIN = 10;

/** What a rectangle of the treemap can say. */
export interface CellText {
  readonly name: string;
  readonly size: string;
  /** The number of its layer, on one rectangle of each layer that has no title. */
  readonly number: number | undefined;
}

/** The lines of text that fit in the rectangle of a store path; none if it is small. */
export function cellLines({ width, height }: Box, { name, size, number }: CellText): string[] {
  if (height < LEAST_HEIGHT) {
    return [];
  }
  const first = width < NARROW ? '' : fitting(name, width - MARGIN, 'cut');
  if (first === '') {
    return number === undefined ? [] : nonEmpty([fitting(String(number), width - 4, 'whole')]);
  }
  if (height < 2 * LINE + 6) {
    return [first];
  }
  const long = number === undefined ? size : `${number} · ${size}`;
  const second =
    fitting(long, width - MARGIN, 'whole') ||
    fitting(String(number ?? ''), width - MARGIN, 'whole');
  return nonEmpty([first, second]);
}

/** The title of a layer of several paths: its number, and its size if that fits. */
export function layerTitle({ width }: Box, number: number, size: string): string {
  const short = `layer ${number}`;
  return fitting(`${short} · ${size}`, width - 8, 'whole') || fitting(short, width - 8, 'whole');
}

function nonEmpty(lines: readonly string[]): string[] {
  return lines.filter((line) => line !== '');
}
