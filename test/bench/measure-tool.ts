import type { Closure } from '../../src/closure/closure.ts';
import { prepareGrouping } from '../../src/layers/group-layers.ts';
import type { GroupOptions } from '../../src/layers/group-options.ts';
import type { Grouping, PreparedGrouping } from '../../src/layers/grouping.ts';
import { parsePrevious } from '../../src/layers/previous/parse-previous.ts';
import type { Previous } from '../../src/layers/previous/previous.ts';
import { namesJson } from '../../src/report/grouping-json.ts';
import type { ClosureSeries } from '../../src/tuning/compare.ts';
import {
  type ImageSeries,
  measureSeries,
  type SeriesMeasures,
} from '../../src/tuning/measure-series.ts';
import { releasePull } from '../../src/tuning/release.ts';
import { type CorpusPart, keptCorpus } from './corpus.ts';
import { groupAsFleet, groupTogether } from './group-as-fleet.ts';
import { jitterSizes } from './jitter-sizes.ts';
import { type Tool, toolOf } from './tools.ts';

/** A tool to be measured on a part of a corpus; plain data. */
export interface ToolJob {
  readonly corpus: string;
  readonly part: CorpusPart;
  /** Of the jitter of sizes; 0 for none. */
  readonly seed: number;
  readonly tool: string;
  readonly budgets: readonly number[];
}

/** What a tool does at a budget. */
export interface ToolMeasures extends SeriesMeasures {
  readonly corpus: string;
  readonly seed: number;
  readonly tool: string;
  readonly budget: number;
  /** See `releasePull`. */
  readonly release: number;
  /** The mean over images of the bytes that each image's updates pull ÷ their floor. */
  readonly imagePull: number;
  /** To group everything and to measure it. */
  readonly seconds: number;
}

/** Measures a tool at its budgets; popularity data are counted over the first snapshots of the part. */
export function measureTool({ corpus, part, seed, tool, budgets }: ToolJob): ToolMeasures[] {
  const { images, ...whole } = part;
  const series = seriesOf(corpus, whole, seed).filter(
    ({ image }) => images?.includes(image) ?? true,
  );
  const firstSnapshots = series.map(({ snapshots }) => snapshots[0]!);
  const grouper = grouperOf(toolOf(tool, firstSnapshots), series);
  return budgets.map((budget) => {
    const started = performance.now();
    const groupings = grouper.series(budget);
    const release = releasePull(firstSnapshots, (closures) => grouper.closures(closures, budget));
    const pulls = groupings.map((image) => measureSeries([image]).pull);
    const imagePull = pulls.reduce((sum, pull) => sum + pull, 0) / pulls.length;
    const measures = measureSeries(groupings);
    const seconds = (performance.now() - started) / 1000;
    return { corpus, seed, tool, budget, ...measures, release, imagePull, seconds };
  });
}

/** Groups at a budget. */
interface Grouper {
  readonly series: (budget: number) => ImageSeries[];
  /** Images that have no earlier grouping. */
  readonly closures: (closures: readonly Closure[], budget: number) => Grouping[];
}

function grouperOf(
  { options, together, inherits }: Tool,
  series: readonly ClosureSeries[],
): Grouper {
  if (options === undefined) {
    const fleets = together ? [series] : series.map((one) => [one]);
    const layers = inherits ? 'inherited' : 'fresh';
    return {
      series: (budget) => fleets.flatMap((fleet) => groupAsFleet(fleet, budget, layers)),
      closures: (closures, budget) =>
        together
          ? groupTogether(closures, budget)
          : closures.flatMap((closure) => groupTogether([closure], budget)),
    };
  }
  const prepare = (closure: Closure) => prepareGrouping(closure, options);
  const prepared: (readonly PreparedGrouping[])[] = [];
  return {
    series: (budget) =>
      series.map(({ image, snapshots }, at) => {
        if (inherits) {
          return { image, snapshots: chain(snapshots, options, budget) };
        }
        prepared[at] ??= snapshots.map(prepare);
        return { image, snapshots: prepared[at].map((closure) => closure.at(budget)) };
      }),
    closures: (closures, budget) => closures.map((closure) => prepare(closure).at(budget)),
  };
}

/** Each snapshot grouped with the grouping of the one before. */
function chain(snapshots: readonly Closure[], options: GroupOptions, budget: number): Grouping[] {
  const groupings: Grouping[] = [];
  let previous: Previous | undefined;
  for (const closure of snapshots) {
    const grouping = prepareGrouping(closure, { ...options, previous }).at(budget);
    groupings.push(grouping);
    previous = parsePrevious(namesJson(grouping));
  }
  return groupings;
}

let latest: { readonly key: string; readonly series: readonly ClosureSeries[] } | undefined;

/** A corpus with jitter; the latest is kept, since many tools are measured on it. */
function seriesOf(corpus: string, part: CorpusPart, seed: number): readonly ClosureSeries[] {
  const key = JSON.stringify([corpus, part, seed]);
  if (latest?.key !== key) {
    latest = { key, series: jitterSizes(keptCorpus(corpus, part), seed) };
  }
  return latest.series;
}
