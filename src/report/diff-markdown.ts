import type { Closure } from '../closure/closure.ts';
import { parseStorePath } from '../closure/store-path.ts';
import type { Diff } from '../tuning/diff.ts';
import type { PulledLayer } from '../tuning/diff-layers.ts';
import { formatSize } from './format-size.ts';
import { layerCounts } from './layer-counts.ts';
import { folded, inCode, markdownTable } from './markdown.ts';
import { updateRankText, updateSizeText } from './update-size-text.ts';

const NAMES_SHOWN = 3;
const CAUSES_SHOWN = 5;

/** A diff for the comment of a pull request: what is pulled and why, with the layers folded. */
export function diffMarkdown(
  { layers, paths, blame = [], size }: Diff,
  newer: Closure | undefined,
): string {
  const floor =
    paths === undefined
      ? ''
      : `, of which ${formatSize(paths.floor)} are new store paths (the floor)`;
  const parts = [
    `**The update pulls ${formatSize(layers.pulled)}**${floor}. Layers: ${layerCounts(layers)}.`,
  ];
  if (newer !== undefined && size !== undefined) {
    const name = inCode(newer.names[size.cause]!);
    parts.push(`Among updates it is ${updateSizeText(size, name)}. ${updateRankText(size)}`);
  }
  if (newer !== undefined && blame.length > 0) {
    const rows = blame
      .slice(0, CAUSES_SHOWN)
      .map(({ path, own, rebuilt, carried }) => [
        inCode(newer.names[path]!),
        ...[own, rebuilt, carried].map(formatSize),
      ]);
    parts.push(markdownTable(['because of', 'itself', 'rebuilt', 'carried along'], rows));
  }
  const rows = [
    ...layers.changed.map((layer) => pulled('changed', layer)),
    ...layers.added.map((layer) => pulled('new', layer)),
  ];
  if (rows.length > 0) {
    const table = markdownTable(['layer', 'size', 'new paths', 'contains'], rows);
    parts.push(folded(`${rows.length} layers are pulled`, table));
  }
  return `${parts.join('\n\n')}\n`;
}

function pulled(mark: string, { layer, newPaths }: PulledLayer): string[] {
  const names = [...new Set([...newPaths, ...layer.contents])].map(
    (path) => parseStorePath(path)?.name ?? path,
  );
  const more = names.length - NAMES_SHOWN;
  const shown = names.slice(0, NAMES_SHOWN).map(inCode).join(', ');
  return [
    mark,
    formatSize(layer.narSize),
    `${newPaths.length} of ${layer.contents.length}`,
    more > 0 ? `${shown} and ${more} more` : shown,
  ];
}
