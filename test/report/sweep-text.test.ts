import pc from 'picocolors';
import { expect, test } from 'vitest';
import { sweepText } from '../../src/report/sweep-text.ts';
import type { SweepRow } from '../../src/tuning/sweep.ts';
import { verdictOf } from '../../src/tuning/verdict.ts';

const MIB = 1024 ** 2;
const colors = pc.createColors(false);

const VERDICT = verdictOf(() => 5, 94, 0.05);

const rowsOf = (...pulls: readonly number[]): SweepRow[] =>
  pulls.map((expectedPull, index) => ({
    budget: index + 1,
    layers: index + 1,
    largestShare: 0.5,
    expectedPull,
    cost: { total: expectedPull, updates: expectedPull, releases: 0, sharing: 0 },
  }));

test.each([20, 40, 80, 100, 200])('fits into %d columns, down to what a table needs', (width) => {
  const rows = rowsOf(
    ...Array.from({ length: 127 }, (_, index) => Math.floor((1000 * MIB) / (index + 1))),
  );
  const lines = sweepText(rows, VERDICT, { width, rows: 'some', colors }).split('\n');
  const titled = lines.indexOf('') + 1;
  const chart = [...lines.slice(0, titled), ...lines.slice(titled + 1, lines.indexOf('', titled))];
  expect(Math.max(...chart.map((line) => line.length))).toBeLessThanOrEqual(Math.max(40, width));
});

test.each([
  [2004, ['1.96 GiB', '1002 MiB', '0 B']],
  [2, ['2.00 MiB', '1.00 MiB', '0 B']],
])('the sizes beside a curve from %d MiB are whole', (highest, labels) => {
  const rows = rowsOf(highest * MIB, MIB, 0);
  const text = sweepText(rows, VERDICT, { width: 80, rows: 'all', colors });
  const found = text.split('\n').flatMap((line) => /^ *(.+)┤/.exec(line)?.[1] ?? []);
  expect(found).toEqual(labels);
});

test('a curve that never falls is drawn, one of nothing is not', () => {
  const told = (...pulls: number[]) =>
    sweepText(rowsOf(...pulls), VERDICT, { width: 80, rows: 'all', colors });
  expect(told(5, 5, 5)).toContain('┤');
  expect(told(0, 0, 0)).not.toContain('┤');
  expect(told(5, 3)).not.toContain('┤');
});
