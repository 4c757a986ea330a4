import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupLayers } from '../../src/layers/group-layers.ts';
import type { Grouping } from '../../src/layers/grouping.ts';
import { STRATEGY_NAMES } from '../../src/layers/strategy-names.ts';
import { type ImageSeries, measureSeries } from '../../src/tuning/measure-series.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { drawGraph } from '../helpers/draw-graph.ts';
import { randomUpdates } from '../helpers/random-updates.ts';
import { layersByText, pathsByText, slowUpdate, sum } from '../helpers/slow-update.ts';
import { closureFrom } from '../helpers/store-graph.ts';

const series = fc
  .record({
    updates: fc.array(randomUpdates, { minLength: 1, maxLength: 3 }),
    budget: fc.integer({ min: 1, max: 12 }),
    strategy: fc.constantFrom(...STRATEGY_NAMES),
  })
  .map(({ updates, budget, strategy }): ImageSeries[] =>
    updates.map(({ older, newer }, index) => ({
      image: `image ${index}`,
      snapshots: [older, newer, older].map((graph) =>
        groupLayers(closureFrom(graph), { budget, strategy }),
      ),
    })),
  );

const ratio = (part: number, whole: number, ofNothing: number) =>
  whole === 0 ? ofNothing : part / whole;

function distinctRatio(groupings: readonly Grouping[]): number {
  const layers = new Map(groupings.flatMap((grouping) => [...layersByText(grouping)]));
  const paths = new Map(groupings.flatMap(({ closure }) => [...pathsByText(closure)]));
  return ratio(sum([...layers.values()]), sum([...paths.values()]), 1);
}

test('every measure agrees with one computed on sets of store paths', () => {
  checkProperty(series, (images) => {
    const updates = images.map(({ snapshots }) =>
      snapshots.slice(1).map((newer, index) => slowUpdate(snapshots[index]!, newer)),
    );
    const total = (key: 'pulled' | 'floor' | 'oneLayer' | 'selfInflicted', of = updates.flat()) =>
      sum(of.map((update) => update[key]));
    const pulls = updates.map((of) => ratio(total('pulled', of), total('floor', of), 1));
    const shares = images.flatMap(({ snapshots }) =>
      snapshots.map(({ layers }) => {
        const sizes = layers.map(({ narSize }) => narSize);
        return ratio(Math.max(...sizes), sum(sizes), 0);
      }),
    );

    const found = measureSeries(images);
    expect(found).toEqual({
      pull: ratio(total('pulled'), total('floor'), 1),
      registry: distinctRatio(images.flatMap(({ snapshots }) => snapshots)),
      cross: distinctRatio(images.map(({ snapshots }) => snapshots[0]!)),
      excess: ratio(total('pulled') - total('floor'), total('oneLayer') - total('floor'), 0),
      selfInflicted: ratio(total('selfInflicted'), total('floor'), 0),
      worst: { image: expect.any(String), pull: Math.max(...pulls) },
      largestShare: expect.closeTo(sum(shares) / shares.length, 12),
    });
    expect(pulls[images.findIndex(({ image }) => image === found.worst.image)]).toBe(
      found.worst.pull,
    );
  });
});

test('a layer is recognised by its store paths, whatever their sizes', () => {
  const [first, second] = [1, 3].map((narSize) =>
    closureFrom({
      roots: [],
      entries: ['a', 'b'].map((digest, index) => ({
        path: `/nix/store/${digest.repeat(32)}-same`,
        narSize: index === 0 ? narSize : 2,
        references: [],
      })),
    }),
  );
  const snapshots = [first!, second!].map((closure) => groupLayers(closure, { budget: 1 }));
  expect(measureSeries([{ image: 'x', snapshots }])).toMatchObject({ pull: 1, registry: 1 });
  expect(first!.storePaths).not.toEqual(second!.storePaths);
});

test('across images, what both store alike counts once, and what they store apart twice', () => {
  const images = ['app', 'site'].map((root) =>
    closureFrom(drawGraph(root, `${root} 1000 > lib libc`, 'lib 2000 > libc', 'libc 4000')),
  );
  const seriesAt = (budget: number): ImageSeries[] =>
    images.map((closure, at) => ({
      image: `image ${at}`,
      snapshots: [groupLayers(closure, { budget, strategy: 'largest' })],
    }));
  // libc alone, lib with the root; then all apart
  expect(measureSeries(seriesAt(2)).cross).toBe((4000 + 2 * 3000) / 8000);
  expect(measureSeries(seriesAt(3)).cross).toBe(1);
});
