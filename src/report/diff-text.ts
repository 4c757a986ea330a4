import type { Closure } from '../closure/closure.ts';
import { nameWithoutVersion } from '../closure/name-parts.ts';
import { parseStorePath } from '../closure/store-path.ts';
import type { Diff } from '../tuning/diff.ts';
import type { PulledLayer } from '../tuning/diff-layers.ts';
import type { Colors } from './colors.ts';
import { fitNames } from './fit-names.ts';
import { floorText, formatSize } from './format-size.ts';
import { layerCounts } from './layer-counts.ts';
import { plainTable } from './plain-table.ts';
import { printable } from './printable.ts';
import { updateRankText, updateSizeText } from './update-size-text.ts';
import { WORDS } from './words.ts';
import { wrap } from './wrap.ts';

export interface DiffTextOptions {
  /** Characters in a line. */
  readonly width: number;
  /** The most rows of each part. */
  readonly rows: number;
  readonly colors: Colors;
  /** The closures of the indices of store paths, if they are known. */
  readonly older?: Closure | undefined;
  readonly newer?: Closure | undefined;
}

/** Characters of the layers' table before the names: mark, two sizes, new paths, and gaps. */
const LAYER_COLUMNS = 9 + 10 + 10 + 12 + 4 * 2;
const LEAST_NAMES_WIDTH = 16;

/** A diff for people: what is pulled, which layers and paths changed, and because of which path. */
export function diffText(diff: Diff, options: DiffTextOptions): string {
  const parts = [headline(diff, options), layersPart(diff, options)];
  const { older, newer } = options;
  if (older !== undefined && newer !== undefined) {
    parts.push(pathsPart(diff, older, newer, options), blamePart(diff, newer, options));
  }
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function headline({ layers, paths, size }: Diff, { colors, newer }: DiffTextOptions): string {
  const counts = layerCounts(layers);
  const update =
    size === undefined || newer === undefined
      ? ''
      : `update: ${updateSizeText(size, printable(newer.names[size.cause]!))}\n  ${updateRankText(size)}\n`;
  const floor = floorText(layers.pulled, paths?.floor);
  return `${colors.bold(`${formatSize(layers.pulled)} pulled`)}${floor}\n${update}layers: ${counts}`;
}

function layersPart({ layers }: Diff, { colors, rows, width }: DiffTextOptions): string {
  const namesWidth = Math.max(LEAST_NAMES_WIDTH, width - LAYER_COLUMNS);
  const pulled = (mark: string, { layer, replaces, newPaths }: PulledLayer) => [
    mark,
    formatSize(layer.narSize),
    replaces === undefined ? '' : formatSize(replaces.narSize),
    `${newPaths.length} of ${layer.contents.length}`,
    fitNames(namesOf(layer.contents, newPaths), namesWidth),
  ];
  const cells = [
    ...layers.changed.map((layer) => pulled(colors.yellow('~ changed'), layer)),
    ...layers.added.map((layer) => pulled(colors.green('+ new'), layer)),
    ...layers.gone.map(({ narSize, contents }) => [
      colors.red('- gone'),
      '',
      formatSize(narSize),
      '',
      fitNames(namesOf(contents, []), namesWidth),
    ]),
  ];
  if (cells.length === 0) {
    return '';
  }
  const table = plainTable(
    [
      { title: 'layer', align: 'left' },
      { title: 'size', align: 'right' },
      { title: 'was', align: 'right' },
      { title: 'new paths', align: 'right' },
      { title: 'contains, new paths first', align: 'left' },
    ],
    cells.slice(0, rows),
    colors,
  );
  return table + more(cells.length - rows, 'layers', colors);
}

function pathsPart(
  { paths }: Diff,
  older: Closure,
  newer: Closure,
  { rows, width, colors }: DiffTextOptions,
): string {
  if (paths === undefined) {
    return '';
  }
  const { added, removed, updated, rebuilt } = paths;
  const lines = [
    ...updated.map(
      ({ from, to }) => `${colors.yellow('~')} ${update(older.names[from]!, newer.names[to]!)}`,
    ),
    ...added.map((path) => `${colors.green('+')} ${printable(newer.names[path]!)}`),
    ...removed.map((path) => `${colors.red('-')} ${printable(older.names[path]!)}`),
  ];
  const shown = lines.slice(0, rows).map((line) => `  ${line}`);
  const hidden = more(lines.length - rows, 'store paths', colors);
  const parts = shown.length === 0 ? [] : [`store paths\n${shown.join('\n')}${hidden}`];
  if (rebuilt.length > 0) {
    const names = rebuilt.map(({ to }) => newer.names[to]!);
    const shown =
      rows === Number.POSITIVE_INFINITY
        ? wrap(names.map(printable).join(', '), width - 2)
        : [fitNames(names, width - 2)];
    parts.push(
      [`${names.length} rebuilt with the same version`, ...shown.map((line) => `  ${line}`)].join(
        '\n',
      ),
    );
  }
  return parts.join('\n\n');
}

/** `openssl 3.0.20 → 3.0.21` */
function update(oldName: string, newName: string): string {
  const bare = nameWithoutVersion(newName);
  const [oldVersion, newVersion] = [oldName, newName].map((name) => name.slice(bare.length + 1));
  return oldVersion && newVersion
    ? `${printable(bare)} ${printable(oldVersion)} → ${printable(newVersion)}`
    : `${printable(oldName)} → ${printable(newName)}`;
}

function blamePart(
  { blame = [] }: Diff,
  newer: Closure,
  { rows, colors }: DiffTextOptions,
): string {
  if (blame.length === 0) {
    return '';
  }
  const table = plainTable(
    [
      { title: 'because of', align: 'left' },
      { title: 'itself', align: 'right' },
      { title: 'rebuilt', align: 'right' },
      { title: 'carried along', align: 'right' },
    ],
    blame
      .slice(0, rows)
      .map(({ path, own, rebuilt, carried }) => [
        fitNames([newer.names[path]!], NAME_WIDTH),
        formatSize(own),
        formatSize(rebuilt),
        formatSize(carried),
      ]),
    colors,
  );
  const legend = `floor: ${WORDS.floor}\ncarried along: ${WORDS.carried}`;
  return `${table}${more(blame.length - rows, 'causes', colors)}\n${colors.dim(legend)}`;
}

const NAME_WIDTH = 36;

/** The names of a layer's store paths, those of the new ones first. */
function namesOf(contents: readonly string[], newPaths: readonly string[]): string[] {
  const isNew = new Set(newPaths);
  const nameOf = (path: string): string => parseStorePath(path)?.name ?? path;
  return [
    ...newPaths.map(nameOf).sort(),
    ...contents
      .filter((path) => !isNew.has(path))
      .map(nameOf)
      .sort(),
  ];
}

function more(hidden: number, what: string, colors: Colors): string {
  return hidden <= 0 ? '' : colors.dim(`\nand ${hidden} more ${what} (--verbose shows all)`);
}
