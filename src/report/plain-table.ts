import widthOf from 'fast-string-width';
import type { Colors } from './colors.ts';

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

const GAP = '  ';

/** Rows of cells under their titles, without borders and without spaces at the ends of lines. */
export function plainTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  colors: Colors,
): string {
  const lines = [columns.map(({ title }) => colors.dim(title)), ...rows];
  const widths = columns.map((_, column) =>
    lines.reduce((most, line) => Math.max(most, widthOf(line[column]!)), 0),
  );
  const aligned = (cell: string, column: number): string => {
    const space = ' '.repeat(widths[column]! - widthOf(cell));
    return columns[column]!.align === 'right' ? space + cell : cell + space;
  };
  return lines.map((line) => line.map(aligned).join(GAP).trimEnd()).join('\n');
}
