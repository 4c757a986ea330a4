/**
 * How good the groupings are: every strategy on series of images and their updates, with the recorded
 * figures of the tools that people use today. Sizes are of NARs, not compressed.
 *
 *   npm run bench:quality -- [--corpus bookworm|sid|DIR] [--budgets 8,16,…] [--strategy NAME]… [--images a,b] [--json]
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { groupLayers } from '../../src/layers/group-layers.ts';
import type { GroupOptions } from '../../src/layers/group-options.ts';
import { STRATEGY_NAMES, type StrategyName } from '../../src/layers/strategy-names.ts';
import { type Column, plainTable } from '../../src/report/plain-table.ts';
import { type ClosureSeries, compareStrategy } from '../../src/tuning/compare.ts';
import { countImages } from '../../src/tuning/count-images.ts';
import { countReferences } from '../../src/tuning/count-references.ts';
import { loadCorpus } from './corpus.ts';

interface Row {
  readonly tool: string;
  readonly budget: number;
  readonly pull: number;
  readonly registry: number;
  readonly cross: number;
  readonly release: number;
  readonly excess: number;
  readonly selfInflicted: number;
  readonly worst?: { readonly image: string; readonly pull: number };
  readonly largestShare?: number;
  readonly seconds?: number;
}

const { values } = parseArgs({
  options: {
    corpus: { type: 'string', default: 'bookworm' },
    budgets: { type: 'string', default: '8,16,24,40,60,94,127' },
    strategy: { type: 'string', multiple: true },
    images: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const wanted = values.images?.split(',');
const corpus = loadCorpus(values.corpus).filter(({ image }) => wanted?.includes(image) ?? true);
const firstSnapshots = corpus.map(({ snapshots }) => snapshots[0]!);
const popularity = countImages(firstSnapshots);
const popcount = countReferences(firstSnapshots);
const variants = (values.strategy ?? STRATEGY_NAMES).flatMap((name) =>
  variantsOf(name as StrategyName),
);

const rows: Row[] = [];
for (const budget of values.budgets.split(',').map(Number)) {
  for (const { tool, options } of variants) {
    if (process.stderr.isTTY) {
      process.stderr.write(`\r\u001b[K${tool} at ${budget}`);
    }
    rows.push(measure(tool, corpus, { ...options, budget }));
  }
  rows.push(...recordedPeers(values.corpus, budget));
}
if (process.stderr.isTTY) {
  process.stderr.write('\r\u001b[K');
}
process.stdout.write(values.json ? `${JSON.stringify(rows, null, 2)}\n` : tableOf(rows));

function variantsOf(strategy: StrategyName): { tool: string; options: GroupOptions }[] {
  if (strategy === 'expected-pull') {
    return [
      { tool: strategy, options: { strategy, popularity } },
      { tool: 'expected-pull, no data', options: { strategy } },
      { tool: 'expected-pull, popcount', options: { strategy, popularity: popcount } },
    ];
  }
  return [{ tool: strategy, options: { strategy, popularity: popcount } }];
}

function measure(tool: string, images: readonly ClosureSeries[], options: GroupOptions): Row {
  const started = performance.now();
  const { measures } = compareStrategy(images, options.strategy!, (closure) =>
    groupLayers(closure, options),
  );
  const seconds = (performance.now() - started) / 1000;
  return { tool, budget: options.budget!, seconds, ...measures! };
}

function recordedPeers(name: string, budget: number): Row[] {
  const file = `fixtures/corpus/${name}.peers.json`;
  if (!existsSync(file)) {
    return [];
  }
  const recorded = JSON.parse(readFileSync(file, 'utf8'))[budget] ?? {};
  return Object.entries<
    Omit<Row, 'tool' | 'budget' | 'selfInflicted'> & { self_inflicted: number }
  >(recorded).map(([tool, figures]) => ({
    tool: `${tool} (recorded)`,
    budget,
    ...figures,
    selfInflicted: figures.self_inflicted,
  }));
}

const COLUMNS: readonly Column[] = [
  { title: 'budget', align: 'right' },
  { title: 'tool', align: 'left' },
  ...['pull', 'registry', 'cross', 'release', 'excess', 'churn'].map(
    (title) => ({ title, align: 'right' }) as const,
  ),
  { title: 'worst image', align: 'left' },
  { title: 'largest', align: 'right' },
  { title: 's', align: 'right' },
];

function tableOf(all: readonly Row[]): string {
  const cells = all.map((row) => [
    String(row.budget),
    row.tool,
    row.pull.toFixed(4),
    row.registry.toFixed(4),
    row.cross.toFixed(4),
    row.release.toFixed(2),
    row.excess.toFixed(4),
    row.selfInflicted.toFixed(4),
    row.worst ? `${row.worst.image} ${row.worst.pull.toFixed(2)}` : '',
    row.largestShare ? `${(100 * row.largestShare).toFixed(0)} %` : '',
    row.seconds?.toFixed(1) ?? '',
  ]);
  return `${plainTable(COLUMNS, cells, pc.createColors(false))}\nRatios of NAR bytes, not compressed ones; 1 (excess, churn: 0) is the best there can be.\n`;
}
