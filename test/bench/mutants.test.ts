import { expect, test } from 'vitest';
import { holdMutants, type Mutant } from './mutants.ts';

const SOURCE = `function f(a: number, list: readonly number[]): number[] {
  const found: number[] = [];
  for (const item of list) { if (item < a && item !== 2) { found.push(item * 2); } }
  return found.filter((item) => item > -1);
}`;

/** What the function returns with one mutant active. */
function runWith(active: number): unknown {
  const body = holdMutants('f.ts', SOURCE, (mutant) => `active === ${mutant}`, []);
  const script = body.replaceAll(/: (?:readonly )?number(?:\[\])?/g, '');
  const run = new Function('active', '__turn', `${script}; return f(3, [1, 2, 3]);`);
  try {
    return run(active, () => {});
  } catch (error) {
    return String(error);
  }
}

test('source with mutants does what it did, until one is active', () => {
  const mutants: Mutant[] = [];
  holdMutants('f.ts', SOURCE, () => 'false', mutants);
  const changes = mutants.map(({ line, original, replacement }) => [line, original, replacement]);
  expect(changes).toContainEqual([3, 'item < a', 'item <= a']);
  expect(changes).toContainEqual([3, 'item < a && item !== 2', 'true']);
  expect(changes).toContainEqual([3, '2', '1']);
  expect(changes).toContainEqual([3, 'found.push(item * 2);', '']);
  expect(changes).toContainEqual([4, 'found.filter((item) => item > -1)', 'found']);
  // types are not code
  expect(changes.flat().join()).not.toContain('readonly');

  expect(runWith(0)).toEqual([2]);
  const results = mutants.map((_, index) => JSON.stringify(runWith(index + 1)));
  expect(new Set(results).size).toBeGreaterThan(5);
});
