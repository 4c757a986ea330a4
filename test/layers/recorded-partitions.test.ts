import { describe, expect, test } from 'vitest';
import { fixtureText } from '../helpers/fixture.ts';
import { recordedPartitions } from '../helpers/recorded-partitions.ts';

const read = (file: string): string => fixtureText(`expected/${file}`);
const popularity = read('popularity.json');

describe.each(['bash', 'curl', 'redis', 'exim'])('%s', (image) => {
  const comparisons = recordedPartitions(
    read(`${image}.attrs.json`),
    read(`${image}.json`),
    popularity,
  );

  test('three programs are recorded, at four budgets each', () => {
    expect(comparisons).toHaveLength(12);
  });

  test.each(comparisons)('$strategy groups as that program at budget $budget', (comparison) => {
    expect(comparison.ours()).toEqual(comparison.recorded);
  });
});
