import type { Closure } from '../../src/closure/closure.ts';
import { successors } from '../../src/graph/csr.ts';
import type { LayerMembers } from '../../src/layers/strategy.ts';
import { reachable } from './slow-graph.ts';

/** The method of nixpkgs' referencesByPopularity as it is described; walks are counted by recursion. */
export function slowByPopularity(closure: Closure, budget: number): LayerMembers[] {
  const paths = [...closure.storePaths.keys()];
  const referrers = paths.map((path) =>
    paths.filter((other) => successors(closure.references, other).includes(path)),
  );
  const walks = new Map<number, bigint>();
  const walksTo = (path: number): bigint => {
    if (!walks.has(path)) {
      const above = referrers[path]!;
      walks.set(path, above.length === 0 ? 1n : above.reduce((sum, a) => sum + walksTo(a), 0n));
    }
    return walks.get(path)!;
  };
  const popularity = paths.map((path) =>
    [...reachable(referrers, path)].reduce((sum, above) => sum + walksTo(above), 0n),
  );
  const order = paths.toSorted(
    (a, b) =>
      Number(popularity[a]! < popularity[b]!) - Number(popularity[a]! > popularity[b]!) || a - b,
  );
  return firstAlone(order, budget);
}

/** The first budget − 1 alone, the others together. */
export function firstAlone(order: readonly number[], budget: number): LayerMembers[] {
  const layers: { members: number[] }[] = [];
  for (const path of order) {
    if (layers.length < budget) {
      layers.push({ members: [path] });
    } else {
      layers.at(-1)!.members.push(path);
    }
  }
  return layers;
}
