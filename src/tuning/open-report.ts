import type { Closure } from '../closure/closure.ts';
import { csrFromLists, successors, transpose } from '../graph/csr.ts';
import { reach } from '../graph/reach.ts';
import { layerCost } from '../layers/cost/cost.ts';
import { costModel } from '../layers/cost/cost-model.ts';
import { describeLayers } from '../layers/describe-layers.ts';
import type { Grouping } from '../layers/grouping.ts';
import { hintedPaths, hintedRates } from '../layers/hints/hints.ts';
import { layerOfEach } from '../layers/layer-of-each.ts';
import { layerRecords } from '../layers/layer-record.ts';
import { withNextMerges } from '../layers/next-merges.ts';
import type { Popularity } from '../layers/popularity-data.ts';
import { type Summary, summarize } from '../layers/summarize.ts';
import { type Alternatives, alternatives } from './alternatives.ts';
import { type Diff, diff } from './diff.ts';
import { dominance } from './dominance.ts';
import { decodeLayers } from './layer-codes.ts';
import type { OlderData, ReportData, StrategyRow } from './report-data.ts';

/** The data of the page with functions that compute the rest, by the same code as the command. */
export type Report = ReturnType<typeof openReport>;

/** What an update does to a store path: not pulled, new, or pulled without being new. */
export type PathFate = 'kept' | 'changed' | 'carried';

/** A store path's relations to others; indices into the closure. */
export interface PathFacts {
  readonly closureSize: number;
  readonly addedSize: number;
  readonly references: readonly number[];
  readonly referrers: readonly number[];
  /** From just below the image root down to the path's immediate dominator. */
  readonly dominators: readonly number[];
}

/** Prepares the data of the page to answer questions. */
export function openReport(data: ReportData) {
  const { budgets, names, strategies } = data;
  const closure: Closure = {
    storePaths: data.storePaths,
    names,
    narSizes: Float64Array.from(data.narSizes),
    references: csrFromLists(data.references),
    roots: Uint32Array.from(data.roots),
  };
  const referrers = transpose(closure.references);
  const popularity: Popularity = {
    counts: Float64Array.from(data.popularity.counts),
    partsOfImages: Float64Array.from(data.popularity.partsOfImages),
    images: data.popularity.images,
    origin: data.popularity.origin,
  };
  const hinted = hintedPaths(data.hints);
  const rates = hintedRates(names.length, data.hints);
  const model = costModel(closure, popularity, data.sharingWeight, rates);
  const older = data.older.map((old) => openOlder(closure, old));
  const { rows } = strategies.find(({ strategy }) => strategy === data.strategy)!;

  const groupingAt = remembered((budget: number): Grouping => {
    const members = decodeLayers(data.groupings[budgets.indexOf(budget)]!);
    const layers = describeLayers(
      members.map((paths) => ({ members: paths })),
      model,
      popularity,
    );
    return {
      ...{ closure, strategy: data.strategy, revision: data.revision, budget, model, hinted },
      layers: withNextMerges(model, layers, hinted.apart),
    };
  });
  const layerOf = remembered((budget: number): Uint32Array => {
    const members = groupingAt(budget).layers.map((layer) => layer.members);
    return layerOfEach(names.length, members);
  });
  const diffAt = remembered((budget: number, which: number): Diff => {
    const old = older[which]!;
    return diff(
      { layers: old.layersAt(budgets.indexOf(budget)), closure: old.closure },
      { layers: layerRecords(groupingAt(budget)), closure, model },
    );
  });
  const fatesAt = remembered((budget: number, which: number): readonly PathFate[] => {
    const known = new Set(older[which]!.closure.storePaths);
    const { kept } = diffAt(budget, which).layers;
    const whole = new Set(kept.flatMap(({ contents }) => contents));
    return closure.storePaths.map((path) =>
      whole.has(path) ? 'kept' : known.has(path) ? 'carried' : 'changed',
    );
  });

  let dominators: ReturnType<typeof dominance> | undefined;
  const factsOf = (path: number): PathFacts => {
    dominators ??= dominance(closure);
    const inClosure = reach(closure.references, [path]);
    const chain: number[] = [];
    for (
      let above = dominators.dominators[path]!;
      above !== names.length;
      above = dominators.dominators[above]!
    ) {
      chain.push(above);
    }
    return {
      closureSize: closure.narSizes.reduce((sum, size, at) => sum + size * inClosure[at]!, 0),
      addedSize: dominators.addedSizes[path]!,
      references: [...successors(closure.references, path)],
      referrers: [...successors(referrers, path)],
      dominators: chain.reverse(),
    };
  };

  return {
    data,
    closure,
    older,
    /** The index of each store path. */
    indexOf: new Map(closure.storePaths.map((path, index) => [path, index])),
    referrerCounts: names.map((_, path) => successors(referrers, path).length),
    narSize: closure.narSizes.reduce((sum, size) => sum + size, 0),
    /** The rows of the shown strategy, one for each budget. */
    rows,
    groupingAt,
    summaryAt: (budget: number): Summary => summarize(groupingAt(budget)),
    rowAt: (budget: number): StrategyRow => rows[budgets.indexOf(budget)]!,
    layerOf,
    diffAt,
    fatesAt,
    factsOf,
    /** The probability that the next update changes a path. */
    chanceOf: (path: number): number => layerCost(model, [path]).changeProbability,
    /** The costs of other places for a path. */
    alternativesOf: (budget: number, path: number): Alternatives =>
      alternatives(groupingAt(budget), path),
    /** The budgets at which a path has a layer of its own. */
    aloneAt: (path: number): number[] =>
      budgets.filter((_, at) =>
        decodeLayers(data.groupings[at]!).some(
          (members) => members.length === 1 && members[0] === path,
        ),
      ),
  };
}

/** What an update pulls, in bytes: measured if there are older graphs, else expected. */
export function pullOf({ pulled, expectedPull }: StrategyRow): number {
  return pulled ?? expectedPull;
}

function openOlder(closure: Closure, old: OlderData) {
  const storePaths = old.storePaths.map((path) =>
    typeof path === 'number' ? closure.storePaths[path]! : path,
  );
  const names = old.names.map((name, at) => {
    const known = old.storePaths[at];
    return typeof known === 'number' ? closure.names[known]! : String(name);
  });
  const olderClosure: Closure = {
    storePaths,
    names,
    narSizes: Float64Array.from(old.narSizes),
    references: csrFromLists(names.map(() => [])),
    roots: new Uint32Array(),
  };
  return {
    title: old.title,
    closure: olderClosure,
    /** The layers at the budget with this index. */
    layersAt: (at: number) =>
      decodeLayers(old.groupings[at]!).map((members) => ({
        contents: members.map((path) => storePaths[path]!).sort(),
        narSize: members.reduce((sum, path) => sum + old.narSizes[path]!, 0),
      })),
  };
}

/** The same function, with its results remembered. */
function remembered<Arguments extends readonly number[], Answer>(
  compute: (...args: Arguments) => Answer,
): (...args: Arguments) => Answer {
  const answers = new Map<string, Answer>();
  return (...args) => {
    const key = args.join(' ');
    const known = answers.get(key) ?? compute(...args);
    answers.set(key, known);
    return known;
  };
}
