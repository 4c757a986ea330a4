import type { Closure } from '../closure/closure.ts';
import { HINTED_RATE } from '../layers/cost/priors.ts';
import type { Grouping } from '../layers/grouping.ts';
import { type FoundHint, titleOf } from '../layers/hints/hints.ts';
import type { Explanation } from '../tuning/explain.ts';
import type { Colors } from './colors.ts';
import { formatCount } from './format-count.ts';
import { formatSize } from './format-size.ts';
import { printable } from './printable.ts';
import { wrap } from './wrap.ts';

export interface ExplainTextOptions {
  /** Characters in a line. */
  readonly width: number;
  /** The most names in each list. */
  readonly names: number;
  readonly colors: Colors;
}

const INDENT = 2;
const GAP = '  ';

/** An explanation for people, one fact per line; long lines are wrapped and indented. */
export function explainText(
  explanation: Explanation,
  { closure, layers, budget }: Grouping,
  options: ExplainTextOptions,
): string {
  const { path, popularity, layer, layerIndex, aloneAt } = explanation;
  const names = (paths: readonly number[]) => listOf(closure, paths, options.names);
  const companions = [...layer.members].filter((member) => member !== path);
  const chain = explanation.dominators.map((step) => printable(closure.names[step]!));
  const facts: readonly (readonly [string, string])[] = [
    ['narSize', formatSize(explanation.narSize)],
    ['closureSize', formatSize(explanation.closureSize)],
    ['added size', `${formatSize(explanation.addedSize)}, which the image would lose without it`],
    ['references', names(explanation.references)],
    ['referrers', names(explanation.referrers)],
    ['dominated by', ['image root', ...chain].join(' → ')],
    ['popularity', describePopularity(popularity)],
    [
      'layer',
      `${layerIndex + 1} of ${layers.length}, ${formatSize(layer.narSize)}, changed by ` +
        `${(100 * layer.changeProbability).toFixed(1)} % of updates`,
    ],
    ['together with', names(companions)],
    ...(explanation.hints.length === 0
      ? []
      : [['by hint', explanation.hints.map(describeHint).join('; ')] as const]),
    ['by the model', describeAlternatives(explanation)],
    ['alone at', aloneAt.length === 0 ? 'none of the budgets tried' : `budgets ${ranges(aloneAt)}`],
  ];

  const titleWidth = INDENT + Math.max(...facts.map(([title]) => title.length));
  const textWidth = Math.max(1, options.width - titleWidth - GAP.length);
  const { bold, dim } = options.colors;
  const lines = facts.flatMap(([title, text]) =>
    wrap(text, textWidth).map(
      (line, index) => dim((index === 0 ? title : '').padStart(titleWidth)) + GAP + line,
    ),
  );
  return `${bold(printable(closure.storePaths[path]!))}, at budget ${budget}\n${lines.join('\n')}\n`;
}

function describeHint(hint: FoundHint): string {
  const decides = {
    alone: 'so nothing is with it',
    together: 'so all that matches is with it',
    volatile: `taken to be updated ${HINTED_RATE} times as often`,
    stable: `taken to be updated ${HINTED_RATE} times more rarely`,
  }[hint.kind];
  return `${printable(titleOf(hint))}, ${decides}`;
}

function describePopularity(popularity: Explanation['popularity']): string {
  const { count, partOfImages, images, origin, key } = popularity;
  const part = `${(100 * partOfImages).toFixed(0)} %`;
  if (origin === 'graph') {
    return `${count}, its referrers in the graph; ${part} of the largest count`;
  }
  const counted = `${formatCount(count)} of ${images} images, ${part}`;
  return key === undefined
    ? `${counted}, because it is not in the popularity data`
    : `${counted}, by ${printable(JSON.stringify(key))} in the popularity data`;
}

/** The costs of other places in words, which are why the path is where it is. */
export function describeAlternatives({
  layer,
  alternatives,
}: Pick<Explanation, 'layer' | 'alternatives'>): string {
  const { alone, move } = alternatives;
  if (layer.members.length === 1) {
    const next = layer.nextMerge;
    return next === undefined
      ? 'it has its own layer'
      : `merging it with layer ${next.layer + 1} would ${costs(next.cost)}`;
  }
  const moved = move && `; moving it to layer ${move.layer + 1} would ${costs(move.cost)}`;
  return `one more layer for it alone would ${costs(alone)}${moved ?? ''}`;
}

/** Bytes per update in words: `cost 1.2 MiB an update` or `save …`. */
function costs(bytes: number): string {
  const amount = formatSize(Math.round(Math.abs(bytes)));
  return `${bytes < 0 ? 'save' : 'cost'} ${amount} an update`;
}

function listOf({ names }: Closure, paths: readonly number[], most: number): string {
  if (paths.length === 0) {
    return 'none';
  }
  const shown = paths.slice(0, most).map((path) => printable(names[path]!));
  const hidden = paths.length - shown.length;
  return shown.join(', ') + (hidden === 0 ? '' : ` and ${hidden} more`);
}

/** `1, 2, 3, 7` as `1–3, 7`. */
export function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run?.[1] === number - 1) {
      run[1] = number;
    } else {
      runs.push([number, number]);
    }
  }
  return runs.map(([first, last]) => (first === last ? first : `${first}–${last}`)).join(', ');
}
