import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { Closure } from '../../src/closure/closure.ts';
import { groupLayers } from '../../src/layers/group-layers.ts';
import { STRATEGY_NAMES, type StrategyName } from '../../src/layers/strategy-names.ts';
import { summarize } from '../../src/layers/summarize.ts';
import { type ClosureSeries, type Comparison, compareStrategy } from '../../src/tuning/compare.ts';
import { measureSeries } from '../../src/tuning/measure-series.ts';
import { writeCorpusFiles } from '../helpers/corpus-files.ts';
import { drawGraph } from '../helpers/draw-graph.ts';
import { runShell } from '../helpers/run-command.ts';
import { scratchFolder } from '../helpers/scratch-folder.ts';
import { closureFrom } from '../helpers/store-graph.ts';

const [older, newer] = ['b-1', 'b-2'].map((b) =>
  closureFrom(drawGraph('a', `a 1 > ${b} c`, `${b} 10`, 'c 100')),
);

function compare(
  series: readonly ClosureSeries[],
  options: { readonly strategy: StrategyName; readonly budget: number },
  grouped?: () => void,
): Comparison {
  const group = (closure: Closure) => groupLayers(closure, options);
  return compareStrategy(series, options.strategy, group, grouped);
}

test('one snapshot of one image has a summary and no measures', () => {
  const options = { strategy: 'largest', budget: 2 } as const;
  expect(compare([{ image: 'x', snapshots: [newer!] }], options)).toEqual({
    strategy: 'largest',
    images: [{ image: 'x', snapshots: 1, ...summarize(groupLayers(newer!, options)) }],
  });
});

test.each(STRATEGY_NAMES)(
  '%s is measured on all snapshots and summed up on the last',
  (strategy) => {
    const options = { strategy, budget: 2 };
    const series = [
      { image: 'x', snapshots: [older!, newer!] },
      { image: 'y', snapshots: [newer!] },
    ];
    let steps = 0;
    const { images, measures } = compare(series, options, () => {
      steps++;
    });
    expect(steps).toBe(3);
    const last = summarize(groupLayers(newer!, options));
    expect(images).toEqual([
      { image: 'x', snapshots: 2, ...last },
      { image: 'y', snapshots: 1, ...last },
    ]);
    const grouped = series.map(({ image, snapshots }) => ({
      image,
      snapshots: snapshots.map((closure) => groupLayers(closure, options)),
    }));
    expect(measures).toMatchObject(measureSeries(grouped));
  },
);

test('a release pulls the layer of an application above the roots', () => {
  const series = [{ image: 'x', snapshots: [older!, newer!] }];
  const release = (budget: number) =>
    compare(series, { strategy: 'largest', budget }).measures!.release;
  const application = 2 * 1024 * 1024;
  expect(release(4)).toBe(1);
  expect(release(1)).toBe((application + 111) / application);
});

test('the command gives the figures of the bench', async () => {
  const folder = scratchFolder();
  writeCorpusFiles(folder, ['bash', 'redis'], 4);
  const bench = spawnSync(
    process.execPath,
    ['test/bench/run.js', 'quality', '--corpus', folder, '--budgets', '8', '--json'],
    { encoding: 'utf8' },
  );
  const all: ({ tool: string } & NonNullable<Comparison['measures']>)[] = JSON.parse(bench.stdout);
  // compare groups each snapshot on its own
  const rows = all.filter(({ tool }) => !['expected-pull, previous', 'fleet'].includes(tool));

  const compare = 'group-layers compare . --budget 8 --json';
  const script = `
    group-layers popularity *.00.json -o images.json
    group-layers popularity *.00.json --references -o references.json
    echo "[$(${compare} -p images.json), $(${compare} -p references.json), $(${compare})]"`;
  const { stdout, stderr } = await runShell(script, { cwd: folder });
  expect(stderr).toBe('');
  const answers: { strategies: Comparison[] }[] = JSON.parse(stdout);
  const [byImages, byReferences, withoutData] = answers.map(({ strategies }) => strategies);
  const measuresOf = (comparisons: readonly Comparison[], name: string) =>
    comparisons.find(({ strategy }) => strategy === name)!.measures;
  expect(rows.length).toBe(STRATEGY_NAMES.length + 2);
  for (const { tool, ...figures } of rows) {
    const [name, data] = tool.split(', ');
    const usesImages = name === 'expected-pull' && data === undefined;
    const found = data === 'no data' ? withoutData : usesImages ? byImages : byReferences;
    expect(figures).toMatchObject(measuresOf(found!, name!)!);
  }
});
