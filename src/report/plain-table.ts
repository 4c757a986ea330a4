import stringWidth from 'fast-string-width';
import type { Colors } from './colors.ts';

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Colours its cells. */
  readonly color?: (text: string) => string;
}

const GAP = '  ';

/** Rows of cells below their titles, without borders and without spaces at the end of lines. */
export function plainTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  colors: Colors,
): string {
  const titles = columns.map(({ title }) => title);
  const widths = columns.map(({ title }, column) =>
    rows.reduce((most, row) => Math.max(most, widthOf(row[column]!)), widthOf(title)),
  );
  const lineOf = (cells: readonly string[], isTitle: boolean): string => {
    const aligned = cells.map((cell, column) => {
      const { align, color = String } = columns[column]!;
      const space = ' '.repeat(widths[column]! - widthOf(cell));
      const shown = isTitle ? colors.dim(cell) : color(cell);
      return align === 'right' ? space + shown : shown + space;
    });
    return aligned.join(GAP).trimEnd();
  };
  return [lineOf(titles, true), ...rows.map((row) => lineOf(row, false))].join('\n');
}

/** Text whose characters are one column wide: most cells, for which the library is not needed. */
const NARROW = /^[ -~\u2588-\u258f\u00b7\u2026]*$/;

function widthOf(text: string): number {
  return NARROW.test(text) ? text.length : stringWidth(text);
}
