import type { Closure } from '../closure/closure.ts';
import { type Grouping, type GroupOptions, groupLayers } from '../layers/group-layers.ts';
import type { StrategyName } from '../layers/strategies.ts';
import { type Summary, summarize } from '../layers/summarize.ts';
import { measureSeries, type SeriesMeasures } from './measure-series.ts';

/** An image's closures, oldest first. */
export interface ClosureSeries {
  readonly image: string;
  readonly snapshots: readonly Closure[];
}

/** What a strategy makes of all images. */
export interface Comparison {
  readonly strategy: StrategyName;
  /** Of the last snapshot of each image. */
  readonly images: readonly (Summary & { readonly image: string })[];
  /** Over all snapshots, where there is more than one. */
  readonly measures?: SeriesMeasures;
}

/** Groups series of images by one strategy and measures it. */
export function compareStrategy(
  series: readonly ClosureSeries[],
  strategy: StrategyName,
  options: GroupOptions,
): Comparison {
  const grouped = series.map(({ image, snapshots }) => ({
    image,
    snapshots: snapshots.map((closure) => groupLayers(closure, { ...options, strategy })),
  }));
  const images = grouped.map(({ image, snapshots }) => ({
    image,
    ...summarize(snapshots.at(-1) as Grouping),
  }));
  const several = grouped.length > 1 || grouped.some(({ snapshots }) => snapshots.length > 1);
  return { strategy, images, ...(several && { measures: measureSeries(grouped) }) };
}
