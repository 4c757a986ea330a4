/**
 * How close to optimal: what groupings cost by the model, sizes as they are, against the best of all
 * partitions of small random closures, and against a long search (`searchReference`) on the first
 * snapshots of corpora; there beside the churn over all snapshots of the same images.
 *
 *   npm run bench -- optimality [--closures 2000] [--most-paths 10]
 *       [--corpus NAME]… [--budgets 8,16,…] [--every-image 2] [--images a,b] [--moves 50] [--seed 1] [--json]
 *
 * --closures     how many random closures; 0 for none
 * --every-image  takes every so many images of a corpus; 0 for none
 * --moves        random moves of the search for each store path, in each round
 */
import { parseArgs } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import fc from 'fast-check';
import pc from 'picocolors';
import { successors, transpose } from '../../src/graph/csr.ts';
import { prepareGrouping } from '../../src/layers/group-layers.ts';
import type { Grouping } from '../../src/layers/grouping.ts';
import { parsePopularity } from '../../src/layers/parse-popularity.ts';
import { type Column, plainTable } from '../../src/report/plain-table.ts';
import { layerIdentities, updateBytes } from '../../src/tuning/common-layers.ts';
import { countImages } from '../../src/tuning/count-images.ts';
import { bestCosts } from '../helpers/best-partition.ts';
import { exactCost, exactCostOf } from '../helpers/exact-cost.ts';
import { type ModelOfClosure, randomModels } from '../helpers/random-models.ts';
import { CORPORA, imagesOf, keptCorpus } from './corpus.ts';
import { greedyPartitions } from './greedy-partitions.ts';
import { searchReference } from './reference-search.ts';
import { answerJobs, runJobs } from './run-jobs.ts';

/** Where classes of closures end, in store paths. */
const CLASSES = [60, 160, 320, Number.POSITIVE_INFINITY];

/** An image to search for; plain data. */
interface ImageJob {
  readonly corpus: string;
  readonly image: string;
  readonly budgets: readonly number[];
  readonly moves: number;
  readonly seed: number;
}

/** How close an image is to the best that was found, and how still. */
interface ImageGap {
  readonly corpus: string;
  readonly image: string;
  /** Of its first snapshot. */
  readonly paths: number;
  readonly budget: number;
  /** The cost of our grouping of the first snapshot ÷ that of the best found. */
  readonly ratio: number;
  /** Bytes over all updates: in layers that changed with no new path in them. */
  readonly selfInflicted: number;
  /** Bytes over all updates: of new store paths. */
  readonly floor: number;
}

answerJobs(searchImage);
if (isMainThread) {
  const { values } = parseArgs({
    options: {
      closures: { type: 'string', default: '2000' },
      'most-paths': { type: 'string', default: '10' },
      corpus: { type: 'string', multiple: true, default: CORPORA },
      budgets: { type: 'string', default: '8,16,24,40,60,94' },
      'every-image': { type: 'string', default: '2' },
      images: { type: 'string' },
      moves: { type: 'string', default: '50' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  const random = bruteForceRatios(Number(values.closures), Number(values['most-paths']));
  const every = Number(values['every-image']);
  const wanted = values.images?.split(',');
  const jobs = (every === 0 ? [] : values.corpus).flatMap((corpus) =>
    imagesOf(corpus)
      .filter((image, at) => wanted?.includes(image) ?? at % every === 0)
      .map((image) => ({
        ...{ corpus, image, budgets: values.budgets.split(',').map(Number) },
        ...{ moves: Number(values.moves), seed: Number(values.seed) },
      })),
  );
  const gaps = (await runJobs<ImageJob, ImageGap[]>(jobs)).flat();
  const text = `${random.length > 0 ? randomText(random) : ''}${gaps.length > 0 ? gapText(gaps) : ''}`;
  process.stdout.write(values.json ? `${JSON.stringify({ random, gaps }, null, 2)}\n` : text);
}

/** What groupings at every budget cost ÷ the least cost of any partition into as many layers. */
function bruteForceRatios(closures: number, mostPaths: number): number[] {
  const ratios: number[] = [];
  const models = fc.sample(randomModels(mostPaths), { seed: 20_190_810, numRuns: closures });
  for (const random of closures === 0 ? [] : models) {
    const { closure, at } = prepareGrouping(random.closure, { popularity: dataOf(random) });
    let best: readonly number[] | undefined;
    for (let budget = 1; budget <= closure.names.length; budget++) {
      const { layers, model } = at(budget);
      best ??= bestCosts(model);
      if (best[budget]! > 0) {
        const members = layers.map((layer) => layer.members);
        ratios.push(exactCostOf(model, members) / best[budget]!);
      }
    }
  }
  return ratios;
}

/** Popularity data that hold the counts of a random closure, whose names are all different. */
function dataOf({ closure, popularity }: ModelOfClosure) {
  const counts = closure.names.map((name, path) => [name, popularity.counts[path]!] as const);
  return popularity.origin === 'data'
    ? parsePopularity(JSON.stringify(Object.fromEntries(counts)))
    : undefined;
}

function searchImage({ corpus, image, budgets, moves, seed }: ImageJob): ImageGap[] {
  const series = keptCorpus(corpus);
  const popularity = countImages(series.map(({ snapshots }) => snapshots[0]!));
  const { snapshots } = series.find((one) => one.image === image)!;
  const prepared = snapshots.map((closure) => prepareGrouping(closure, { popularity }));
  const closure = snapshots[0]!;
  const n = closure.names.length;
  const { model } = prepared[0]!.at(1);
  const costOf = (members: readonly number[]) => exactCost(model, members);
  const referrers = transpose(closure.references);
  const related = Array.from({ length: n }, (_, path) => [
    ...successors(closure.references, path),
    ...successors(referrers, path),
  ]);
  const hard = budgets.filter((budget) => budget < n);
  const greedy = greedyPartitions(n, costOf, hard);
  return hard.map((budget) => {
    const groupings = prepared.map(({ at }) => at(budget));
    const ours = groupings[0]!.layers.map(({ members }) => [...members]);
    const search = {
      n,
      budget,
      costOf,
      related,
      weights: closure.narSizes,
      moves: moves * n,
      seed,
    };
    const { parts } = searchReference({ ...search, starts: [ours, greedy.get(budget)!] });
    const ratio = exactCostOf(model, ours) / exactCostOf(model, parts);
    return { corpus, image, paths: n, budget, ratio, ...churnOf(groupings) };
  });
}

function churnOf(groupings: readonly Grouping[]): { selfInflicted: number; floor: number } {
  const identify = layerIdentities();
  const identities = groupings.map(identify);
  const churn = { selfInflicted: 0, floor: 0 };
  groupings.slice(1).forEach((grouping, before) => {
    const update = updateBytes(grouping, identities[before + 1]!, identities[before]!);
    churn.selfInflicted += update.selfInflicted;
    churn.floor += update.floor;
  });
  return churn;
}

function randomText(ratios: readonly number[]): string {
  const [mean, , worst] = ratioTexts(ratios);
  const over = ratios.filter((ratio) => ratio > 1 + 1e-9).length;
  return (
    `${ratios.length} groupings of random closures\n` +
    `cost ÷ least cost: mean ${mean}, worst ${worst}, over 1 in ${over}\n\n`
  );
}

/** A row for each corpus, budget and class of sizes. */
function gapText(gaps: readonly ImageGap[]): string {
  const columns: readonly Column[] = [
    { title: 'corpus', align: 'left' },
    ...['budget', 'paths', 'closures', 'mean', '95 %', 'worst', 'churn'].map(
      (title) => ({ title, align: 'right' }) as const,
    ),
  ];
  const rows = [...new Set(gaps.map(({ corpus }) => corpus))].flatMap((corpus) =>
    [...new Set(gaps.map(({ budget }) => budget))].flatMap((budget) => {
      const all = gaps.filter((gap) => gap.corpus === corpus && gap.budget === budget);
      const classes = CLASSES.map((most, at) => ({
        title: most === Number.POSITIVE_INFINITY ? `over ${CLASSES[at - 1]}` : `to ${most}`,
        some: all.filter(({ paths }) => paths <= most && paths > (CLASSES[at - 1] ?? 0)),
      }));
      return [...classes, { title: 'all', some: all }]
        .filter(({ some }) => some.length > 0)
        .map(({ title, some }) => {
          const selfInflicted = some.reduce((sum, gap) => sum + gap.selfInflicted, 0);
          const floor = some.reduce((sum, gap) => sum + gap.floor, 0);
          const ratios = ratioTexts(some.map(({ ratio }) => ratio));
          const churn = floor === 0 ? 0 : selfInflicted / floor;
          return [
            ...[corpus, String(budget), title, String(some.length)],
            ...[...ratios, churn.toFixed(4)],
          ];
        });
    }),
  );
  return (
    `${plainTable(columns, rows, pc.createColors(false))}\n` +
    'cost of the first snapshots ÷ cost of the best partition found; churn of the same images over ' +
    'all snapshots\n'
  );
}

/** Mean, 95 % and worst. */
function ratioTexts(ratios: readonly number[]): string[] {
  const sorted = ratios.toSorted((a, b) => a - b);
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / Math.max(1, ratios.length);
  const place = Math.ceil(0.95 * sorted.length) - 1;
  return [mean, sorted[place] ?? 0, sorted.at(-1) ?? 0].map((ratio) => ratio.toFixed(6));
}
