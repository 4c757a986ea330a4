import { nameAndBuild } from '../closure/store-path.ts';
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

/**
 * The names of each layer, sorted, with the start of each digest, bottom first: enough for
 * `parsePrevious`, small enough to review, and nothing by which Nix would find the paths.
 */
export function namesJson({ closure, layers }: Grouping): string {
  const lists = layers.map(({ members }) =>
    Array.from(members, (path) => nameAndBuild(closure.storePaths[path]!)).sort(),
  );
  return `${JSON.stringify(lists, null, 2)}\n`;
}

/** The forms of a grouping, by name. */
export const GROUPING_FORMS = { layers: layersJson, paths: pathsJson, names: namesJson } as const;
