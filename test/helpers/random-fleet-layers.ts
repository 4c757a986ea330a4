import fc from 'fast-check';
import type { Closure } from '../../src/closure/closure.ts';
import { type BitSet, setOf } from '../../src/graph/bit-set.ts';
import { fleetModel } from '../../src/layers/fleet/build-fleet-model.ts';
import { type FleetLayers, fleetLayers } from '../../src/layers/fleet/fleet-layers.ts';
import { type FleetModel, partOf } from '../../src/layers/fleet/fleet-model.ts';
import { randomFleetGraphs } from './random-fleets.ts';
import type { LayersOfImages } from './slow-fleet-cost.ts';
import { closureFrom } from './store-graph.ts';

/** A fleet whose images have layers, some of which they had before. */
export interface LayeredFleet {
  readonly model: FleetModel;
  readonly closures: readonly Closure[];
  readonly layers: FleetLayers;
  /** The layers that each image had before. */
  readonly before: LayersOfImages;
  /** The images that are not fixed. */
  readonly free: BitSet;
  /** The same fleet, whose layers nobody has changed. */
  readonly again: () => LayeredFleet;
}

const parts = fc.array(fc.nat(4), { minLength: 26, maxLength: 26 });
const weights = fc.record({ storage: fc.nat(3), updates: fc.nat(3), pulls: fc.nat(3) });

/**
 * Fleets of up to five images. A path is in the part of layers that its number says, so that images share
 * layers; a layer was there before where the history says so. The last image may be fixed: it has the layers of
 * the first.
 */
export const randomLayeredFleets: fc.Arbitrary<LayeredFleet> = fc
  .record({
    graphs: randomFleetGraphs,
    parts,
    weights,
    history: fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
    fixed: fc.nat(1),
  })
  .map(({ graphs, parts: partOfPath, weights: weighed, history, fixed }) => {
    const closures = graphs.map(({ graph }) => closureFrom(graph));
    const model = fleetModel(closures, fixed, weighed);
    const made = [...model.pathsOf, ...model.pathsOf.slice(0, fixed)].map((paths) =>
      [0, 1, 2, 3, 4]
        .map((part) => [...paths].filter((path) => partOfPath[path] === part))
        .filter((members) => members.length > 0)
        .map((members) => members.sort((a, b) => a - b)),
    );
    const before = made.map((ofImage, image) =>
      ofImage.filter(
        (members, layer) =>
          image >= closures.length || history[(members[0]! + image + layer) % history.length],
      ),
    );
    const had = new Map<string, BitSet>();
    before.forEach((ofImage, image) => {
      for (const members of ofImage) {
        const set = had.get(members.join()) ?? setOf(model.images, []);
        had.set(
          members.join(),
          set.map((word, place) => word | setOf(model.images, [image])[place]!),
        );
      }
    });
    const again = (): LayeredFleet => {
      const layers = fleetLayers(model, had);
      made.forEach((ofImage, image) => {
        for (const members of ofImage) {
          const part = partOf(model, members, model.closure.narSizes);
          layers.change([], [part], setOf(model.images, [image]));
        }
      });
      return { model, closures, layers, before, free: setOf(model.images, closures.keys()), again };
    };
    return again();
  });

/** The layers of each image, each sorted, in the order of their first paths. */
export function layersOfImages({ model, layers }: LayeredFleet): LayersOfImages {
  return Array.from({ length: model.images }, (_, image) =>
    layers
      .ofImage(image)
      .map(({ cluster }) => cluster.paths)
      .sort((a, b) => a[0]! - b[0]!),
  );
}
