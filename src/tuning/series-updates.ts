import type { Closure } from '../closure/closure.ts';
import { costModel } from '../layers/cost/cost-model.ts';
import { popularityOf } from '../layers/popularity.ts';
import type { PopularityData } from '../layers/popularity-data.ts';
import { diff } from './diff.ts';
import type { SeriesUpdate } from './update-size.ts';

/** How large the updates of series are, those in which nothing is new left out. */
export function seriesUpdates(
  series: readonly { readonly image: string; readonly snapshots: readonly Closure[] }[],
  popularity: PopularityData | undefined,
): SeriesUpdate[] {
  return series.flatMap(({ image, snapshots }) =>
    snapshots.slice(1).flatMap((newer, index) => {
      const model = costModel(newer, popularityOf(newer, popularity));
      const older = { layers: [], closure: snapshots[index]! };
      const { size } = diff(older, { layers: [], closure: newer, model });
      return size === undefined
        ? []
        : [{ image, snapshot: index + 1, ...size, cause: newer.storePaths[size.cause]! }];
    }),
  );
}
