import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BitRows, bitRows } from '../../src/graph/bit-rows.ts';
import { type Csr, csrFromLists, vertexCount } from '../../src/graph/csr.ts';
import { reach } from '../../src/graph/reach.ts';
import { topologicalOrder } from '../../src/graph/topological-order.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { orderedLists } from '../helpers/random-lists.ts';

const WORDS = 3;

/** A graph and a column for each vertex; some are −1, and several may be the same. */
const cases = orderedLists.chain((lists) =>
  fc.record({
    graph: fc.constant(csrFromLists(lists)),
    columns: fc.array(fc.integer({ min: -1, max: 32 * WORDS - 1 }), {
      minLength: lists.length,
      maxLength: lists.length,
    }),
  }),
);

function rowsOf(graph: Csr, columns: readonly number[]): BitRows {
  const upwards = topologicalOrder(graph).reverse();
  return bitRows(graph, upwards, Int32Array.from(columns), WORDS);
}

function columnsIn({ offsets, places, bits }: BitRows, row: number): number[] {
  const columns: number[] = [];
  for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
    for (let bit = 0; bit < 32; bit++) {
      if ((bits[at]! >>> bit) & 1) {
        columns.push(places[at]! * 32 + bit);
      }
    }
  }
  return columns.sort((a, b) => a - b);
}

test('a row has the columns of all that its vertex reaches', () => {
  checkProperty(cases, ({ graph, columns }) => {
    const rows = rowsOf(graph, columns);
    for (let vertex = 0; vertex < vertexCount(graph); vertex++) {
      const reached = reach(graph, [vertex]);
      const expected = new Set(columns.filter((column, at) => reached[at] === 1 && column >= 0));
      const found = columnsIn(rows, rows.rowOf[vertex]!);
      expect(found).toEqual([...expected].sort((a, b) => a - b));
    }
  });
});

test('there is one row for each set of columns, without words of 0', () => {
  checkProperty(cases, ({ graph, columns }) => {
    const rows = rowsOf(graph, columns);
    const sets = [...rows.offsets.keys()].slice(1).map((row) => columnsIn(rows, row - 1).join());
    expect(new Set(sets).size).toBe(sets.length);
    expect(sets[0]).toBe('');
    expect(rows.bits.subarray(0, rows.offsets.at(-1))).not.toContain(0);
  });
});

test('a row with the witness of another contains all of that row', () => {
  let told = 0;
  checkProperty(cases, ({ graph, columns }) => {
    const rows = rowsOf(graph, columns);
    const sets = [...rows.offsets.keys()].slice(1).map((end) => new Set(columnsIn(rows, end - 1)));
    for (const [row, set] of sets.entries()) {
      const witness = rows.witnesses[row]!;
      for (const other of sets.filter((columns) => columns.has(witness))) {
        expect([...set].every((column) => other.has(column))).toBe(true);
        told++;
      }
    }
  });
  expect(told).toBeGreaterThan(0);
});
