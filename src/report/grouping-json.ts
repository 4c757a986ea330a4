import type { Grouping } from '../layers/group-layers.ts';

/** A layer in `grouped-layers.json`. */
export interface LayerRecord {
  /** Full store paths, sorted. */
  readonly contents: readonly string[];
  /** Bytes. */
  readonly narSize: number;
  readonly popularity: number;
  readonly changeProbability: number;
  readonly mergeRating?: number;
}

/** The text of `grouped-layers.json`: an array of layers as Nixery's consumers read it, bottom first. */
export function layersJson({ closure, layers }: Grouping): string {
  const records = layers.map(
    ({ members, ...explanation }): LayerRecord => ({
      contents: contentsOf(closure.storePaths, members),
      ...explanation,
    }),
  );
  return `${JSON.stringify(records, null, 2)}\n`;
}

/** The form that nixpkgs' dockerTools calls layers: a list of lists of store paths, bottom first. */
export function pathsJson({ closure, layers }: Grouping): string {
  const lists = layers.map(({ members }) => contentsOf(closure.storePaths, members));
  return `${JSON.stringify(lists, null, 2)}\n`;
}

function contentsOf(storePaths: readonly string[], members: Uint32Array): string[] {
  return Array.from(members, (path) => storePaths[path]!).sort();
}
