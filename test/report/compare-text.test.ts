import pc from 'picocolors';
import { expect, test } from 'vitest';
import { compareText } from '../../src/report/compare-text.ts';
import type { Comparison } from '../../src/tuning/compare.ts';
import { verdictOf } from '../../src/tuning/verdict.ts';

const VERDICTS = [9, 5].map((pull) => verdictOf((budget) => pull / budget, 94, 0.05));
const strategies = ['expected-pull', 'auto-layer', 'largest'] as const;

/** Comparisons in which each strategy has one of the values of a measure. */
function comparisonsOf(key: string, values: readonly number[]): Comparison[] {
  const measures = {
    ...{ pull: 2, excess: 1, selfInflicted: 0, registry: 2, cross: 2, release: 2 },
    ...{ worst: { image: 'web', pull: 2 }, largestShare: 1 },
  };
  const image = {
    ...{ image: 'web', snapshots: 2, strategy: '', revision: 1, budget: 9, layers: 9, paths: 9 },
    ...{ narSize: 9, largestShare: 1, expectedPull: 9 },
    cost: { total: 9, updates: 9, releases: 0, sharing: 0 },
  };
  return values.map((value, index) => ({
    strategy: strategies[index]!,
    images: [image, image],
    measures: { ...measures, [key]: value },
  }));
}

test.each([
  ['pull', [1.1, 1.2, 1.3], 'expected-pull'],
  ['pull', [1.3, 1.2, 1.1], 'largest'],
  ['pull', [1.2, 1.2, 1.2], undefined],
  ['pull', [1.204, 1.2, 1.3], undefined],
  ['release', [1.0006, 1, 1.1], undefined],
  ['excess', [0.1, 0.11, 0.12], 'expected-pull'],
  ['excess', [0.0001, 0, 0.0003], undefined],
  ['selfInflicted', [0, 0, 0.01], undefined],
  ['cross', [1.01, 1, 1.1], 'auto-layer'],
])('%s of %j: %s', (key, values, winner) => {
  const text = compareText(comparisonsOf(key, values), VERDICTS, [], {
    width: 100,
    colors: pc.createColors(false),
  });
  const marked = text.split('\n').filter((line) => line.includes('◀'));
  expect(marked.map((line) => line.split(' ')[0])).toEqual(winner === undefined ? [] : [winner]);
});

test('fits into 80 columns without the worst image, into 100 with it', () => {
  const comparisons = comparisonsOf('pull', [1.1, 1.2, 1.3]);
  const widest = (width: number) => {
    const text = compareText(comparisons, VERDICTS, [], { width, colors: pc.createColors(false) });
    return [
      Math.max(...text.split('\n').map((line) => line.length)) <= width,
      text.includes('web'),
    ];
  };
  expect([widest(80), widest(100)]).toEqual([
    [true, false],
    [true, true],
  ]);
});
