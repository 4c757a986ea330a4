/**
 * What any grouping could reach that stays as it is: for each image the partition by name
 * that pulls least when all updates are known (see `hindsightOf`), as far as a search finds it: an
 * upper bound of the least. Beside it ours and the best of the other tools, which know the first
 * snapshots alone.
 *
 *   npm run bench -- limit [--corpus NAME]… [--budgets 8,16,…] [--images a,b] [--every K] [--moves 100] [--seed 1] [--json]
 *
 * --moves  random moves of the search for each vertex, in each round
 */
import { parseArgs } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import pc from 'picocolors';
import { type Column, plainTable } from '../../src/report/plain-table.ts';
import { CORPORA, imagesOf, keptCorpus } from './corpus.ts';
import { greedyPartitions } from './greedy-partitions.ts';
import { hindsightOf } from './hindsight.ts';
import { measureTool, type ToolJob, type ToolMeasures } from './measure-tool.ts';
import { searchReference } from './reference-search.ts';
import { answerJobs, runJobs } from './run-jobs.ts';
import { OURS, OURS_WITHOUT_DATA, PEERS } from './tools.ts';

/** An image to search for; plain data. */
interface ImageJob {
  readonly corpus: string;
  readonly image: string;
  readonly every: number;
  readonly budgets: readonly number[];
  readonly moves: number;
  readonly seed: number;
}

/** What all updates of an image pull. */
interface ImageLimit {
  readonly corpus: string;
  /** Bytes of new store paths. */
  readonly floor: number;
  /** Bytes by the best partition found at each budget. */
  readonly pulled: readonly number[];
}

type Job = { readonly tool: ToolJob } | { readonly image: ImageJob };
type Answer = { readonly measures: ToolMeasures[] } | { readonly limit: ImageLimit };

answerJobs<Job, Answer>((job) =>
  'tool' in job ? { measures: measureTool(job.tool) } : { limit: searchImage(job.image) },
);
if (isMainThread) {
  const { values } = parseArgs({
    options: {
      corpus: { type: 'string', multiple: true, default: CORPORA },
      budgets: { type: 'string', default: '8,16,24,40,60,94' },
      images: { type: 'string' },
      every: { type: 'string', default: '1' },
      moves: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  const budgets = values.budgets.split(',').map(Number);
  const every = Number(values.every);
  const images = values.images?.split(',');
  const search = { every, budgets, moves: Number(values.moves), seed: Number(values.seed) };
  const jobs = values.corpus.flatMap((corpus): Job[] => [
    ...[OURS, OURS_WITHOUT_DATA, ...PEERS].map((tool) => ({
      tool: { corpus, part: { images, every }, seed: 0, tool, budgets },
    })),
    ...imagesOf(corpus)
      .filter((image) => images?.includes(image) ?? true)
      .map((image) => ({ image: { ...search, corpus, image } })),
  ]);
  const answers = await runJobs<Job, Answer>(jobs);
  const limits = answers.flatMap((answer) => ('limit' in answer ? [answer.limit] : []));
  const measures = answers.flatMap((answer) => ('measures' in answer ? answer.measures : []));
  const rows = values.corpus.flatMap((corpus) =>
    budgets.map((budget, at) => {
      const here = limits.filter((limit) => limit.corpus === corpus);
      const tools = measures.filter((one) => one.corpus === corpus && one.budget === budget);
      const pulled = here.reduce((sum, limit) => sum + limit.pulled[at]!, 0);
      const floor = here.reduce((sum, limit) => sum + limit.floor, 0);
      const pullOf = (tool: string) => tools.find((one) => one.tool === tool)!.pull;
      const best = PEERS.reduce((a, b) => (pullOf(b) < pullOf(a) ? b : a));
      return {
        ...{ corpus, budget, limit: pulled / floor, ours: pullOf(OURS) },
        ...{ withoutData: pullOf(OURS_WITHOUT_DATA), bestTool: pullOf(best), best },
      };
    }),
  );
  process.stdout.write(values.json ? `${JSON.stringify(rows, null, 2)}\n` : tableOf(rows));
}

function searchImage({ corpus, image, every, budgets, moves, seed }: ImageJob): ImageLimit {
  const { snapshots } = keptCorpus(corpus, { every }).find((one) => one.image === image)!;
  const { vertices, costOf, weights, floor } = hindsightOf(snapshots);
  const n = vertices.length;
  const greedy = greedyPartitions(n, costOf, budgets);
  const related = vertices.map(() => []);
  const pulled = budgets.map((budget) => {
    const start = greedy.get(budget)!;
    const search = { n, budget: Math.min(budget, n), costOf, related, weights, seed };
    // with a layer for each vertex there is nothing to search for
    const found =
      n <= budget ? undefined : searchReference({ ...search, starts: [start], moves: moves * n });
    return found?.cost ?? start.reduce((sum, members) => sum + costOf(members), 0);
  });
  return { corpus, floor, pulled };
}

interface Row {
  readonly corpus: string;
  readonly budget: number;
  readonly limit: number;
  readonly ours: number;
  readonly withoutData: number;
  readonly bestTool: number;
  readonly best: string;
}

function tableOf(rows: readonly Row[]): string {
  const columns: readonly Column[] = [
    { title: 'corpus', align: 'left' },
    ...['budget', 'floor', 'limit', 'ours', 'no data', 'best tool'].map(
      (title) => ({ title, align: 'right' }) as const,
    ),
    { title: '', align: 'left' },
  ];
  const cells = rows.map(({ corpus, budget, limit, ours, withoutData, bestTool, best }) => [
    ...[corpus, String(budget), '1'],
    ...[limit, ours, withoutData, bestTool].map((pull) => pull.toFixed(4)),
    best,
  ]);
  return (
    `${plainTable(columns, cells, pc.createColors(false))}\n` +
    'bytes that all updates pull ÷ bytes of new store paths\n'
  );
}
