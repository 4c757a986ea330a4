import fc from 'fast-check';

/** How many times as many values as usual, from the environment: more to search for long, less to be fast. */
const TIMES = Number(process.env['FAST_CHECK_TIMES'] ?? 1);

/** Checks a property on the same random values in every run. */
export function checkProperty<T>(
  values: fc.Arbitrary<T>,
  property: (value: T) => void,
  numRuns = 200,
): void {
  const runs = Math.ceil(numRuns * TIMES);
  fc.assert(fc.property(values, property), { seed: 20_190_810, numRuns: runs });
}
