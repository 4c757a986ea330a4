import fc from 'fast-check';
import pc from 'picocolors';
import { expect, test } from 'vitest';
import { plainTable } from '../../src/report/plain-table.ts';
import { checkProperty } from '../helpers/check-property.ts';

const plain = pc.createColors(false);
const colorful = pc.createColors(true);

const COLUMNS = [
  { title: 'name', align: 'left' },
  { title: 'size', align: 'right' },
  { title: 'holds', align: 'left' },
] as const;

test('columns are below their titles, also with wide or coloured cells', () => {
  const rows = [
    [colorful.cyan('日本'), '1', 'a'],
    ['x', colorful.bold('1000'), ''],
  ];
  const table = plainTable(COLUMNS, rows, plain);
  expect(table.split('\n')).toEqual([
    'name  size  holds',
    `${colorful.cyan('日本')}     1  a`,
    `x     ${colorful.bold('1000')}`,
  ]);
});

test('every cell ends or begins at the same place, and no line ends in a space', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 9 });
  const rows = fc.array(fc.tuple(word, word, word), { maxLength: 8 });
  checkProperty(rows, (cells) => {
    const lines = plainTable(COLUMNS, cells, plain).split('\n');
    const sizeEnds = lines[0]!.indexOf('size') + 4;
    const holdsBegin = lines[0]!.indexOf('holds');
    expect(holdsBegin).toBe(sizeEnds + 2);
    expect(lines.length).toBe(1 + cells.length);
    cells.forEach(([name, size, holds], row) => {
      const line = lines[row + 1]!;
      const whole = line.padEnd(holdsBegin);
      expect(line).toBe(line.trimEnd());
      expect(whole.startsWith(name)).toBe(true);
      expect(whole.slice(0, sizeEnds).endsWith(size)).toBe(true);
      expect(whole.slice(holdsBegin)).toBe(holds);
    });
  });
});
