import type { Closure } from '../../src/closure/closure.ts';
import { groupFleet } from '../../src/layers/fleet/group-fleet.ts';
import type { Grouping } from '../../src/layers/grouping.ts';
import { parsePrevious } from '../../src/layers/previous/parse-previous.ts';
import type { Previous } from '../../src/layers/previous/previous.ts';
import { namesJson } from '../../src/report/grouping-json.ts';
import type { ClosureSeries } from '../../src/tuning/compare.ts';
import type { ImageSeries } from '../../src/tuning/measure-series.ts';

/**
 * Groups series of images as a fleet: all images of a step together. Series end at the same step; a
 * shorter one begins later, without an earlier grouping.
 *
 * @param layers whether each step inherits the layers of the one before
 */
export function groupAsFleet(
  series: readonly ClosureSeries[],
  budget: number,
  layers: 'inherited' | 'fresh',
): ImageSeries[] {
  const steps = Math.max(...series.map(({ snapshots }) => snapshots.length));
  const groupings = new Map<string, Grouping[]>(series.map(({ image }) => [image, []]));
  const previous = new Map<string, Previous>();
  for (let step = 0; step < steps; step++) {
    const images = series.flatMap(({ image, snapshots }) => {
      const closure = snapshots[step - steps + snapshots.length];
      return closure === undefined
        ? []
        : [{ name: image, closure, budget, previous: previous.get(image) }];
    });
    for (const { name, grouping } of groupFleet(images).images) {
      groupings.get(name)!.push(grouping);
      if (layers === 'inherited') {
        previous.set(name, parsePrevious(namesJson(grouping)));
      }
    }
  }
  return [...groupings].map(([image, snapshots]) => ({ image, snapshots }));
}

/** Groups closures as one fleet; their groupings in the same order. */
export function groupTogether(closures: readonly Closure[], budget: number): Grouping[] {
  // names of one length, so that they are in order
  const images = closures.map((closure, at) => ({
    name: String(at).padStart(6, '0'),
    closure,
    budget,
  }));
  return groupFleet(images).images.map(({ grouping }) => grouping);
}
