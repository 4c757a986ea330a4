import { successors } from '../graph/csr.ts';
import { DEFAULTS, type GroupOptions } from '../layers/group-options.ts';
import type { Grouping, PreparedGrouping } from '../layers/grouping.ts';
import type { FoundHint } from '../layers/hints/hints.ts';
import { layerOfEach } from '../layers/layer-of-each.ts';
import { STRATEGY_NAMES, type StrategyName } from '../layers/strategy-names.ts';
import { summarize } from '../layers/summarize.ts';
import { updatePull } from './common-layers.ts';
import { encodeLayers } from './layer-codes.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** The data in the page: everything that it shows, in a form that is short as JSON. */
export interface ReportData {
  /** The name of the graph. */
  readonly title: string;
  readonly strategy: StrategyName;
  readonly revision: number;
  /** The budget shown first, one of `budgets`. */
  readonly budget: number;
  readonly verdict: Verdict;
  /** Ascending. */
  readonly budgets: readonly number[];
  readonly storePaths: readonly string[];
  readonly names: readonly string[];
  readonly narSizes: readonly number[];
  /** Indices of the references of each path, ascending. */
  readonly references: readonly (readonly number[])[];
  readonly roots: readonly number[];
  readonly popularity: {
    readonly counts: readonly number[];
    readonly partsOfImages: readonly number[];
    readonly images: number;
    readonly origin: 'data' | 'graph';
    readonly keys?: readonly (string | null)[];
  };
  readonly sharingWeight: number;
  readonly hints: readonly FoundHint[];
  /** One for each budget. */
  readonly groupings: readonly GroupingData[];
  /** One for each strategy. */
  readonly strategies: readonly StrategyData[];
  readonly older: readonly OlderData[];
}

/** A grouping in short. */
export interface GroupingData {
  /** The layer of each path, as `encodeLayers` writes it; layer 0 is the bottom. */
  readonly layerOf: string;
  readonly layers: number;
}

/** A strategy with a row for each budget. */
export interface StrategyData {
  readonly strategy: StrategyName;
  readonly rows: readonly StrategyRow[];
}

/** The figures of a strategy at one budget. */
export interface StrategyRow {
  readonly layers: number;
  readonly largestShare: number;
  /** Bytes. */
  readonly expectedPull: number;
  /** Bytes that the updates from all older graphs pull, if there are any. */
  readonly pulled?: number;
}

/** An earlier closure of the same image. */
export interface OlderData {
  readonly title: string;
  /** Store paths; one that is also in the new closure is given by its index there. */
  readonly storePaths: readonly (string | number)[];
  /** Names; 0 for a path that is given by index. */
  readonly names: readonly (string | number)[];
  readonly narSizes: readonly number[];
  /** One for each budget. */
  readonly groupings: readonly GroupingData[];
}

/** A closure with its title, prepared to be grouped by the options of the report. */
export interface ReportGraph {
  readonly title: string;
  readonly prepared: PreparedGrouping;
}

export interface ReportInput extends ReportGraph {
  /** Earlier closures of the same image. */
  readonly older: readonly ReportGraph[];
  /** Ascending; contains the budget of `options`. */
  readonly budgets: readonly number[];
  readonly options: GroupOptions;
  /** See `Verdict`. */
  readonly target: number;
}

/**
 * Groups a closure, and earlier ones, by every strategy at every budget, for the page.
 *
 * @param step called before each grouping, with what it is
 */
export function reportData(
  { title, prepared, older, budgets, options, target }: ReportInput,
  step: (what: string) => void = () => {},
): ReportData {
  const shown = options.strategy ?? DEFAULTS.strategy;
  let revision = 0;
  const groupings: GroupingData[] = [];
  const olderGroupings: GroupingData[][] = older.map(() => []);
  const strategies = STRATEGY_NAMES.map((strategy): StrategyData => {
    const rows = budgets.map((budget): StrategyRow => {
      step(`${strategy} at budget ${budget}`);
      const grouping = prepared.at(budget, strategy);
      const olderAt = older.map((old) => old.prepared.at(budget, strategy));
      if (strategy === shown) {
        revision = grouping.revision;
        groupings.push(groupingData(grouping));
        olderAt.forEach((old, index) => {
          olderGroupings[index]!.push(groupingData(old));
        });
      }
      const { layers, largestShare, expectedPull } = summarize(grouping);
      return {
        layers,
        largestShare,
        expectedPull,
        ...(older.length > 0 && { pulled: updatePull(grouping, olderAt).pulled }),
      };
    });
    return { strategy, rows };
  });

  const budget = options.budget ?? DEFAULTS.budget;
  const { rows } = strategies.find(({ strategy }) => strategy === shown)!;
  const pullAt = (at: number): number =>
    (rows[budgets.indexOf(at)] ?? summarize(prepared.at(at))).expectedPull;
  const { closure, popularity } = prepared;
  const { storePaths, names, narSizes, references, roots } = closure;
  const indexOf = new Map(storePaths.map((path, index) => [path, index]));
  return {
    title,
    strategy: shown,
    revision,
    budget,
    verdict: verdictOf(pullAt, budget, target, prepared.leastBudget),
    budgets,
    storePaths,
    names,
    narSizes: [...narSizes],
    references: names.map((_, path) => [...successors(references, path)]),
    roots: [...roots],
    popularity: {
      counts: [...popularity.counts],
      partsOfImages: [...popularity.partsOfImages],
      images: popularity.images,
      origin: popularity.origin,
      ...(popularity.keys && { keys: popularity.keys.map((key) => key ?? null) }),
    },
    sharingWeight: options.sharingWeight ?? DEFAULTS.sharingWeight,
    hints: prepared.hinted.found,
    groupings,
    strategies,
    older: older.map((old, index) => ({
      title: old.title,
      storePaths: old.prepared.closure.storePaths.map((path) => indexOf.get(path) ?? path),
      names: old.prepared.closure.names.map((name, path) =>
        indexOf.get(old.prepared.closure.storePaths[path]!) === undefined ? name : 0,
      ),
      narSizes: [...old.prepared.closure.narSizes],
      groupings: olderGroupings[index]!,
    })),
  };
}

function groupingData({ closure, layers }: Grouping): GroupingData {
  const members = layers.map((layer) => layer.members);
  const layerOf = layerOfEach(closure.storePaths.length, members);
  return { layerOf: encodeLayers(layerOf, layers.length), layers: layers.length };
}
