import type { Closure } from '../closure/closure.ts';
import { nameWithoutVersion } from '../closure/name-without-version.ts';
import { parseStorePath } from '../closure/store-path.ts';
import type { LayerContents } from '../layers/parse-grouping.ts';
import type { Diff } from '../tuning/diff.ts';
import type { Colors } from './colors.ts';
import { formatSize } from './format-size.ts';
import { plainTable } from './plain-table.ts';
import { printable } from './printable.ts';

export interface DiffTextOptions {
  readonly width: number;
  /** Most rows of each part. */
  readonly rows: number;
  readonly colors: Colors;
  /** The closures that path indices point into, where they are known. */
  readonly older?: Closure | undefined;
  readonly newer?: Closure | undefined;
}

const MARKS_WIDTH = 22;

/** A diff for people: what is pulled, which layers and paths changed, who is to blame. */
export function diffText(diff: Diff, options: DiffTextOptions): string {
  const parts = [headline(diff, options), layersPart(diff, options)];
  const { older, newer } = options;
  if (older !== undefined && newer !== undefined) {
    parts.push(pathsPart(diff, older, newer, options), blamePart(diff, newer, options));
  }
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function headline({ layers, paths }: Diff, { colors }: DiffTextOptions): string {
  const counts = [
    `${layers.kept.length} kept`,
    `${layers.changed.length} changed`,
    `${layers.added.length} new`,
    `${layers.gone.length} gone`,
  ].join(', ');
  const floor =
    paths === undefined
      ? ''
      : paths.floor === 0
        ? ', floor 0 B'
        : `, floor ${formatSize(paths.floor)} (× ${(layers.pulled / paths.floor).toFixed(3)})`;
  return `${colors.bold(`${formatSize(layers.pulled)} pulled`)}${floor} · layers: ${counts}`;
}

function layersPart({ layers }: Diff, { colors, rows, width }: DiffTextOptions): string {
  const marked = [
    ...layers.changed.map(({ layer }) => ({ mark: colors.yellow('~ changed'), layer })),
    ...layers.added.map((layer) => ({ mark: colors.green('+ new'), layer })),
    ...layers.gone.map((layer) => ({ mark: colors.red('- gone'), layer })),
  ];
  const shown = marked.slice(0, rows);
  if (shown.length === 0) {
    return '';
  }
  const table = plainTable(
    [
      { title: 'layer', align: 'left' },
      { title: 'size', align: 'right' },
      { title: 'paths', align: 'right' },
      { title: 'holds', align: 'left' },
    ],
    shown.map(({ mark, layer }) => [
      mark,
      formatSize(layer.narSize),
      String(layer.contents.length),
      cut(namesOf(layer), width - MARKS_WIDTH - 12),
    ]),
    colors,
  );
  return table + more(marked.length - shown.length, 'layers', colors);
}

function pathsPart(
  { paths }: Diff,
  older: Closure,
  newer: Closure,
  { rows, colors }: DiffTextOptions,
): string {
  if (paths === undefined) {
    return '';
  }
  const oldName = (path: number) => printable(older.names[path]!);
  const newName = (path: number) => printable(newer.names[path]!);
  const lines = [
    ...paths.updated.map(({ from, to }) => {
      const bare = nameWithoutVersion(newer.names[to]!);
      const fromVersion = printable(older.names[from]!.slice(bare.length + 1));
      const toVersion = printable(newer.names[to]!.slice(bare.length + 1));
      return `${colors.yellow('~')} ${printable(bare)} ${fromVersion} → ${toVersion}`;
    }),
    ...paths.added.map((path) => `${colors.green('+')} ${newName(path)}`),
    ...paths.removed.map((path) => `${colors.red('-')} ${oldName(path)}`),
  ];
  if (paths.rebuilt.length > 0) {
    const names = paths.rebuilt.map(({ to }) => newName(to)).join(', ');
    lines.push(
      `${colors.dim('=')} ${paths.rebuilt.length} rebuilt without another version: ${names}`,
    );
  }
  const shown = lines.slice(0, rows).map((line) => `  ${line}`);
  return shown.length === 0
    ? ''
    : `store paths\n${shown.join('\n')}${more(lines.length - shown.length, 'changes', colors)}`;
}

function blamePart(
  { blame = [] }: Diff,
  newer: Closure,
  { rows, colors }: DiffTextOptions,
): string {
  const shown = blame.slice(0, rows);
  if (shown.length === 0) {
    return '';
  }
  const table = plainTable(
    [
      { title: 'to blame', align: 'left' },
      { title: 'its own', align: 'right' },
      { title: 'rebuilt for it', align: 'right' },
      { title: 'carried along', align: 'right' },
    ],
    shown.map(({ path, own, rebuilt, carried }) => [
      printable(newer.names[path]!),
      formatSize(own),
      formatSize(rebuilt),
      formatSize(carried),
    ]),
    colors,
  );
  return table + more(blame.length - shown.length, 'causes', colors);
}

function namesOf({ contents }: LayerContents): string {
  return contents
    .map((path) => printable(parseStorePath(path)?.name ?? path))
    .sort()
    .join(', ');
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

function more(hidden: number, what: string, colors: Colors): string {
  return hidden === 0 ? '' : colors.dim(`\nand ${hidden} more ${what} (--verbose shows all)`);
}
