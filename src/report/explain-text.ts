import type { Closure } from '../closure/closure.ts';
import type { Grouping } from '../layers/group-layers.ts';
import type { Explanation } from '../tuning/explain.ts';
import type { Colors } from './colors.ts';
import { formatSize } from './format-size.ts';
import { printable } from './printable.ts';

export interface ExplainTextOptions {
  /** Most names listed of each kind. */
  readonly names: number;
  readonly colors: Colors;
}

/** An explanation for people: one line a fact. */
export function explainText(
  explanation: Explanation,
  { closure, layers, budget }: Grouping,
  options: ExplainTextOptions,
): string {
  const { path, popularity, layer, layerIndex, aloneAt } = explanation;
  const names = (paths: readonly number[]) => listOf(closure, paths, options.names);
  const companions = [...layer.members].filter((member) => member !== path);
  const chain = ['image root', ...explanation.dominators, path].map((step) =>
    typeof step === 'string' ? step : printable(closure.names[step]!),
  );
  const facts: readonly (readonly [string, string])[] = [
    ['narSize', formatSize(explanation.narSize)],
    ['closureSize', formatSize(explanation.closureSize)],
    ['added size', `${formatSize(explanation.addedSize)}, what the image would lose without it`],
    ['references', names(explanation.references)],
    ['referrers', names(explanation.referrers)],
    ['dominated by', chain.join(' → ')],
    ['popularity', describePopularity(popularity)],
    [
      'layer',
      `${layerIndex + 1} of ${layers.length}, ${formatSize(layer.narSize)}, changed by ${(100 * layer.changeProbability).toFixed(1)} % of updates`,
    ],
    ['together with', names(companions)],
    ['alone at', aloneAt.length === 0 ? `no budget asked about` : `budgets ${ranges(aloneAt)}`],
  ];
  const width = Math.max(...facts.map(([title]) => title.length));
  const { bold, dim } = options.colors;
  const lines = facts.map(([title, text]) => `${dim(title.padStart(width + 2))}  ${text}`);
  return `${bold(printable(closure.storePaths[path]!))}, at budget ${budget}\n${lines.join('\n')}\n`;
}

function describePopularity({ count, share, origin, key }: Explanation['popularity']): string {
  const figures = `${count}, ${(100 * share).toFixed(0)} % of the most`;
  if (origin === 'graph') {
    return `${figures}, from its referrers in the graph`;
  }
  return key === undefined
    ? `${figures}, as the data do not know it`
    : `${figures}, from ${printable(JSON.stringify(key))} in the data`;
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
