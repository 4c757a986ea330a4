import { expect } from 'vitest';
import type { Closure } from '../../src/closure/closure.ts';
import type { Grouping } from '../../src/layers/grouping.ts';

/** Expects what every grouping must be, whatever made it. */
export function expectGrouping(grouping: Grouping, closure: Closure, budget: number): void {
  const { layers } = grouping;
  expect(grouping.closure).toBe(closure);
  expect(grouping.budget).toBe(budget);
  expect(layers.length).toBeLessThanOrEqual(budget);

  const held = layers.flatMap(({ members }) => [...members]);
  expect(held.toSorted((a, b) => a - b)).toEqual([...closure.storePaths.keys()]);

  for (const { members, narSize } of layers) {
    expect(members.length).toBeGreaterThan(0);
    expect([...members]).toEqual([...members].sort((a, b) => a - b));
    expect(narSize).toBe(members.reduce((sum, path) => sum + closure.narSizes[path]!, 0));
  }
  const total = closure.narSizes.reduce((sum, size) => sum + size, 0);
  expect(layers.reduce((sum, { narSize }) => sum + narSize, 0)).toBe(total);

  const mostStableFirst = [...layers].sort(
    (a, b) => a.changeProbability - b.changeProbability || a.members[0]! - b.members[0]!,
  );
  expect(layers).toEqual(mostStableFirst);
}
