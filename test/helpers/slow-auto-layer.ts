import type { Closure } from '../../src/closure/closure.ts';
import { successors } from '../../src/graph/csr.ts';
import type { LayerMembers } from '../../src/layers/strategy.ts';
import { reachable } from './slow-graph.ts';

/** The method of nixpkgs' auto-layer.py, step by step as it is described, with sets for labels. */
export function slowAutoLayer(closure: Closure, budget: number): LayerMembers[] {
  const paths = [...closure.storePaths.keys()];
  const lists = paths.map((path) => [...successors(closure.references, path)]);
  const refersTo = paths.map((path) => reachable(lists, path));
  const bySize = paths.toSorted((a, b) => closure.narSizes[b]! - closure.narSizes[a]! || a - b);

  let labels = paths.map(() => new Set<number>());
  for (const primary of bySize) {
    const next = labels.map((label) => new Set(label));
    for (const path of refersTo[primary]!) {
      const label = next[path]!;
      for (const other of label) {
        if (refersTo[other]!.has(primary)) {
          label.delete(other);
        }
      }
      if (![...label].some((other) => refersTo[primary]!.has(other))) {
        label.add(primary);
      }
    }
    if (layersOf(next).length > budget) {
      break;
    }
    labels = next;
  }
  return layersOf(labels);
}

function layersOf(labels: readonly ReadonlySet<number>[]): LayerMembers[] {
  const texts = labels.map((label) => [...label].sort((a, b) => a - b).join());
  return [...new Set(texts)].map((text) => ({
    members: [...labels.keys()].filter((path) => texts[path] === text),
  }));
}
