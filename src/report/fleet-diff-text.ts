import type { FleetDiff } from '../tuning/diff-fleets.ts';
import type { Colors } from './colors.ts';
import { floorText, formatSize } from './format-size.ts';
import { inCode, markdownTable } from './markdown.ts';
import { plainTable } from './plain-table.ts';
import { printable } from './printable.ts';

const TITLES = ['image', 'layers', 'kept', 'size', 'pulls'] as const;

/** What an update of a fleet makes clients pull and a registry store, for people. */
export function fleetDiffText(diff: FleetDiff, colors: Colors): string {
  const table = plainTable(
    TITLES.map((title, column) => ({ title, align: column === 0 ? 'left' : 'right' })),
    rowsOf(diff, printable),
    colors,
  );
  const gone = diff.gone.length === 0 ? '' : `\n\ngone: ${diff.gone.map(printable).join(', ')}`;
  return `${headlines(diff).join('\n')}\n\n${table}${gone}\n`;
}

/** The same for the comment of a pull request. */
export function fleetDiffMarkdown(diff: FleetDiff): string {
  const gone = diff.gone.length === 0 ? [] : [`Gone: ${diff.gone.map(inCode).join(', ')}`];
  const parts = [headlines(diff).join('; '), markdownTable(TITLES, rowsOf(diff, inCode)), ...gone];
  return `${parts.join('\n\n')}\n`;
}

function headlines({ pulled, stored, floor }: FleetDiff): string[] {
  return [
    `${formatSize(pulled)} pulled by clients of each image${floorText(pulled, floor?.pulled)}`,
    `${formatSize(stored)} stored anew by the registry${floorText(stored, floor?.stored)}`,
  ];
}

function rowsOf({ images }: FleetDiff, shown: (name: string) => string): string[][] {
  return images.map(({ name, layers, kept, narSize, pulled }) => [
    shown(name),
    String(layers),
    kept === undefined ? '' : String(kept),
    formatSize(narSize),
    pulled === undefined ? 'new' : formatSize(pulled),
  ]);
}
