import writeGexf from 'graphology-gexf/common/writer.js';
import { dependencyGraph, type StorePathAttributes } from '../closure/dependency-graph.ts';
import type { Grouping } from '../layers/grouping.ts';
import { layerOfEach } from '../layers/layer-of-each.ts';
import { layerColour } from './layer-colour.ts';
import { xmlCharacters } from './xml-text.ts';

/** Radii of the smallest and the largest store path, as Gephi draws them. */
const [LEAST, MOST] = [4, 60];

/**
 * The closure as a graph for Gephi: a node per store path with its layer, whose colour it has, and of an
 * area by its narSize; an edge per reference.
 */
export function closureGexf(grouping: Grouping): string {
  const { closure, layers } = grouping;
  const largest = closure.narSizes.reduce((a, b) => Math.max(a, b), 1);
  const colours = layers.map((_, layer) => layerColour(grouping, layer, 0.6));
  const members = layers.map((layer) => layer.members);
  const layerOf = layerOfEach(closure.storePaths.length, members);
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
        viz: {
          color: colours[layer]!,
          size: Number((LEAST + (MOST - LEAST) * Math.sqrt(narSize / largest)).toFixed(1)),
        },
      };
    },
  });
  return `${text}\n`;
}
