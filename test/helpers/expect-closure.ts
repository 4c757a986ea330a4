import { expect } from 'vitest';
import type { Closure } from '../../src/closure/closure.ts';
import { successors } from '../../src/graph/csr.ts';
import { topologicalOrder } from '../../src/graph/topological-order.ts';

/** Expects what every closure must be, whatever it was read from. */
export function expectClosure({ storePaths, names, narSizes, references, roots }: Closure): void {
  const n = storePaths.length;
  expect(new Set(storePaths).size).toBe(n);
  expect([names.length, narSizes.length, references.offsets.length]).toEqual([n, n, n + 1]);
  expect(topologicalOrder(references).length).toBe(n);
  storePaths.forEach((storePath, index) => {
    expect(storePath).toMatch(/^\/(.*\/)?[0-9a-z]{32}-/s);
    expect(storePath.endsWith(`-${names[index]}`)).toBe(true);
    expectAscending(successors(references, index), n);
  });
  expectAscending(roots, n);
  expect(narSizes.every((narSize) => Number.isSafeInteger(narSize) && narSize >= 0)).toBe(true);
  expect(Number.isSafeInteger(narSizes.reduce((sum, narSize) => sum + narSize, 0))).toBe(true);
}

function expectAscending(indices: Uint32Array, n: number): void {
  expect([...indices]).toEqual([...new Set(indices)].sort((a, b) => a - b));
  expect(indices.every((index) => index < n)).toBe(true);
}
