import type { Grouping } from '../layers/grouping.ts';
import { summarize } from '../layers/summarize.ts';
import { type LayerIdentities, layerIdentities, updateBytes } from './common-layers.ts';

/** How good a strategy is on series of images; all are ratios, the best possible is 1 or 0. */
export interface SeriesMeasures {
  /** Bytes pulled over all updates ÷ their floor. */
  readonly pull: number;
  /** Bytes of distinct layers ÷ bytes of distinct paths, over all images and updates. */
  readonly registry: number;
  /** The same over the first snapshot of every image. */
  readonly cross: number;
  /** (Bytes pulled − floor) ÷ (bytes that one layer per image would pull − floor). */
  readonly excess: number;
  /** Bytes of layers that changed without a new path in them ÷ floor. */
  readonly selfInflicted: number;
  /** The largest ratio of bytes pulled to floor over the updates of one image, and which image. */
  readonly worst: { readonly image: string; readonly pull: number };
  /** The largest layer's part of the image, the mean over all snapshots. */
  readonly largestShare: number;
}

/** An image's groupings, oldest first. */
export interface ImageSeries {
  readonly image: string;
  readonly snapshots: readonly Grouping[];
}

/**
 * Measures what clients pull and what a registry stores over all snapshots of the images. Sizes are of
 * NARs, not compressed. O(n) per snapshot of n paths.
 */
export function measureSeries(series: readonly ImageSeries[]): SeriesMeasures {
  const identify = layerIdentities();
  const total = { pulled: 0, floor: 0, oneLayer: 0, selfInflicted: 0 };
  const registry = distinctBytes();
  const cross = distinctBytes();
  const worst = { image: '', pull: 0 };
  let largestShares = 0;
  let snapshotCount = 0;

  for (const { image, snapshots } of series) {
    const ofImage = { pulled: 0, floor: 0 };
    let previous: LayerIdentities | undefined;
    for (const snapshot of snapshots) {
      const current = identify(snapshot);
      registry.add(snapshot, current);
      if (previous === undefined) {
        cross.add(snapshot, current);
      } else {
        const update = updateBytes(snapshot, current, previous);
        total.pulled += update.pulled;
        total.floor += update.floor;
        total.oneLayer += update.oneLayer;
        total.selfInflicted += update.selfInflicted;
        ofImage.pulled += update.pulled;
        ofImage.floor += update.floor;
      }
      previous = current;
      largestShares += summarize(snapshot).largestShare;
      snapshotCount++;
    }
    const pull = ratio(ofImage.pulled, ofImage.floor);
    if (pull > worst.pull) {
      worst.image = image;
      worst.pull = pull;
    }
  }
  return {
    pull: ratio(total.pulled, total.floor),
    registry: registry.ratio(),
    cross: cross.ratio(),
    excess: ratio(total.pulled - total.floor, total.oneLayer - total.floor, 0),
    selfInflicted: ratio(total.selfInflicted, total.floor, 0),
    worst,
    largestShare: ratio(largestShares, snapshotCount, 0),
  };
}

/** Adds up what a registry stores, every layer once, and for comparison every path once. */
function distinctBytes() {
  const seenLayers = new Set<string>();
  const seenPaths = new Set<number>();
  let layerBytes = 0;
  let pathBytes = 0;
  return {
    add({ closure, layers }: Grouping, identities: LayerIdentities): void {
      identities.layers.forEach((key, index) => {
        if (!seenLayers.has(key)) {
          seenLayers.add(key);
          layerBytes += layers[index]!.narSize;
        }
      });
      identities.paths.forEach((path, index) => {
        if (!seenPaths.has(path)) {
          seenPaths.add(path);
          pathBytes += closure.narSizes[index]!;
        }
      });
    },
    ratio: () => ratio(layerBytes, pathBytes),
  };
}

function ratio(part: number, whole: number, ofNothing = 1): number {
  return whole === 0 ? ofNothing : part / whole;
}
