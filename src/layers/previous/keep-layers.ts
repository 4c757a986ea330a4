import { type Cluster, clusterOf, costOf } from '../cost/cluster.ts';
import { PREVIOUS } from '../cost/priors.ts';
import { obeyHints } from '../hints/obey-hints.ts';
import { layerOfEach } from '../layer-of-each.ts';
import type { StrategyInput } from '../strategy.ts';
import { inheritLayers } from './inherit-layers.ts';
import type { KeptLayers, Outlook, Previous } from './previous.ts';
import { repairLayers } from './repair-layers.ts';

/**
 * Keeps layers where an earlier grouping has them, as long as that pays.
 *
 * Every path inherits its layer by name and build, else by name (`inheritLayers`); where hints want paths
 * elsewhere, they leave it. A layer of the very same paths as before is *unchanged*: a client has it. The
 * layers are repaired to fit the budget and the new paths (`repairLayers`).
 *
 * The fresh grouping is taken where it costs less by `margin` of the image, and where nearly all paths
 * are new, since there is nothing to inherit then.
 *
 * @param fresh a grouping without regard to the earlier one, at this budget
 * @param margin a part of the image's bytes; Infinity keeps layers whatever it costs
 */
export function keepLayers(
  { model, closure, hinted }: StrategyInput,
  previous: Previous,
  fresh: readonly (readonly number[])[],
  budget: number,
  margin: number,
): KeptLayers {
  const inheritance = inheritLayers(closure, previous);
  const inherited = inheritance.layers.map(({ members }) => members);
  const unchanged = new Set(
    inheritance.layers
      .filter((layer) => layer.isUnchanged)
      .map(({ members }) => sorted(members).join()),
  );
  const atStake = ({ paths, size }: Cluster): number => (unchanged.has(paths.join()) ? size : 0);
  const outlookOf = (clusters: readonly Cluster[]): Outlook => ({
    pulled: clusters.reduce((sum, layer) => sum + layer.size - atStake(layer), 0),
    cost: clusters.reduce((sum, layer) => sum + costOf(model, layer), 0),
  });
  const told = (layers: readonly Cluster[]) => {
    const stayed = countStayed(
      inherited,
      layers.map(({ paths }) => paths),
      model.narSizes,
    );
    const joined = inheritance.newNames.length;
    return {
      layers: layers.map(({ paths }) => paths),
      unchanged: layers.filter(({ paths }) => unchanged.has(paths.join())).length,
      ...{ stayed, moved: model.n - joined - stayed, joined, left: inheritance.left },
    };
  };

  const freshLayers = fresh.map((members) => clusterOf(model, sorted(members), model.narSizes));
  const freshOutlook = outlookOf(freshLayers);
  if (inheritance.newPaths.length >= PREVIOUS.rebuilt * model.n) {
    return { ...told(freshLayers), outcome: 'rebuilt', fresh: freshOutlook };
  }
  const obeying = obeyHints(inherited, hinted, model.narSizes);
  const layers = repairLayers({ model, hinted, atStake }, obeying, fresh, budget);
  const kept = outlookOf(layers);
  const bytes = model.narSizes.reduce((sum, size) => sum + size, 0);
  const saved =
    kept.pulled - freshOutlook.pulled + PREVIOUS.updates * (kept.cost - freshOutlook.cost);
  return saved > margin * bytes
    ? { ...told(freshLayers), outcome: 'fresh pays', kept, fresh: freshOutlook }
    : { ...told(layers), outcome: 'kept', kept, fresh: freshOutlook };
}

function sorted(paths: readonly number[]): readonly number[] {
  return [...paths].sort((a, b) => a - b);
}

/** What a layer has of an earlier one. */
interface Part {
  readonly bytes: number;
  readonly paths: number;
}

/**
 * How many paths are in the layer that they inherit. An earlier layer continues in the one that has most of its
 * bytes, and a layer continues the one that it has most bytes of, among those that continue in it; ties go to
 * the earlier one. O(n).
 *
 * @param inherited the paths of each earlier layer
 * @param layers that there are now
 * @param sizes n sizes in bytes
 */
function countStayed(
  inherited: readonly (readonly number[])[],
  layers: readonly (readonly number[])[],
  sizes: Float64Array,
): number {
  const layerOf = layerOfEach(sizes.length, layers);
  const continued = new Map<number, Part>();
  for (const members of inherited) {
    const parts = new Map<number, Part>();
    for (const path of members) {
      const layer = layerOf[path]!;
      const { bytes, paths } = parts.get(layer) ?? { bytes: 0, paths: 0 };
      parts.set(layer, { bytes: bytes + sizes[path]!, paths: paths + 1 });
    }
    const [layer, part] = [...parts].reduce((a, b) => (b[1].bytes > a[1].bytes ? b : a));
    const other = continued.get(layer);
    if (other === undefined || part.bytes > other.bytes) {
      continued.set(layer, part);
    }
  }
  return [...continued.values()].reduce((sum, { paths }) => sum + paths, 0);
}
