import type { Grouping } from '../layers/grouping.ts';
import { contentsOf, layerRecords } from '../layers/layer-record.ts';

/** The text of `grouped-layers.json`: an array of layers as Nixery's consumers read it. */
export function layersJson(grouping: Grouping): string {
  return `${JSON.stringify(layerRecords(grouping), null, 2)}\n`;
}

/** The form that nixpkgs' dockerTools calls layers: a list of lists of store paths, bottom first. */
export function pathsJson({ closure, layers }: Grouping): string {
  const lists = layers.map(({ members }) => contentsOf(closure.storePaths, members));
  return `${JSON.stringify(lists, null, 2)}\n`;
}
