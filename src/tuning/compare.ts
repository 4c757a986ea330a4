import type { Closure } from '../closure/closure.ts';
import type { Grouping } from '../layers/grouping.ts';
import type { StrategyName } from '../layers/strategy-names.ts';
import { type Summary, summarize } from '../layers/summarize.ts';
import { measureSeries, type SeriesMeasures } from './measure-series.ts';
import { releasePull } from './release.ts';

/** An image's closures, oldest first. */
export interface ClosureSeries {
  readonly image: string;
  readonly snapshots: readonly Closure[];
}

/** The grouping of an image's last snapshot by one strategy, in figures. */
export interface ImageSummary extends Summary {
  readonly image: string;
  /** The number of snapshots. */
  readonly snapshots: number;
}

/** The result of one strategy on all images. */
export interface Comparison {
  readonly strategy: StrategyName;
  readonly images: readonly ImageSummary[];
  /** If there is more than one snapshot or image. */
  readonly measures?: SeriesMeasures & {
    /** Bytes that the release of an application on top of the first snapshots pulls ÷ its own bytes. */
    readonly release: number;
  };
}

/**
 * Groups series of images by one strategy and measures the groupings.
 *
 * @param group groups a closure by that strategy
 * @param grouped called after each grouping of a snapshot
 */
export function compareStrategy(
  series: readonly ClosureSeries[],
  strategy: StrategyName,
  group: (closure: Closure) => Grouping,
  grouped: () => void = () => {},
): Comparison {
  const groupings = series.map(({ image, snapshots }) => ({
    image,
    snapshots: snapshots.map((closure) => {
      const grouping = group(closure);
      grouped();
      return grouping;
    }),
  }));
  const images = groupings.map(({ image, snapshots }) => ({
    image,
    snapshots: snapshots.length,
    ...summarize(snapshots.at(-1)!),
  }));
  if (images.length <= 1 && images.every(({ snapshots }) => snapshots <= 1)) {
    return { strategy, images };
  }
  const release = releasePull(
    series.map(({ snapshots }) => snapshots[0]!),
    (closures) => closures.map(group),
  );
  return { strategy, images, measures: { ...measureSeries(groupings), release } };
}
