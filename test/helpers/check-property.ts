import fc from 'fast-check';

/** Checks a property on the same random values in every run. */
export function checkProperty<T>(
  values: fc.Arbitrary<T>,
  property: (value: T) => void,
  numRuns = 200,
): void {
  fc.assert(fc.property(values, property), { seed: 20_190_810, numRuns });
}
