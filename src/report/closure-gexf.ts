import writeGexf from 'graphology-gexf/common/writer.js';
import { dependencyGraph, type StorePathAttributes } from '../closure/dependency-graph.ts';
import type { Grouping } from '../layers/grouping.ts';
import { xmlCharacters } from './xml-text.ts';

/** The closure as a graph for Gephi: a node per store path with its layer, an edge per reference. */
export function closureGexf({ closure, layers }: Grouping): string {
  const layerOf = new Uint32Array(closure.storePaths.length);
  layers.forEach(({ members }, layer) => {
    for (const path of members) {
      layerOf[path] = layer;
    }
  });
  const text: string = writeGexf(dependencyGraph(closure), {
    formatNode: (key: string, { name, storePath, narSize }: StorePathAttributes) => {
      const layer = layerOf[Number(key)]!;
      return {
        label: xmlCharacters(name),
        attributes: {
          storePath: xmlCharacters(storePath),
          narSize,
          layer: layer + 1,
          changeProbability: layers[layer]!.changeProbability,
        },
      };
    },
  });
  return `${text}\n`;
}
