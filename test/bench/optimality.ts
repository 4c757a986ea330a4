/**
 * How close to optimal: the cost of groupings against the best of all partitions, over random
 * closures of varied shape and every budget.
 *
 *   npm run bench -- optimality [CLOSURES] [MOST_PATHS]
 */
import fc from 'fast-check';
import { bestCosts } from '../helpers/best-partition.ts';
import { costOfGrouping, groupModel } from '../helpers/group-model.ts';
import { randomModels } from '../helpers/random-models.ts';

const closures = Number(process.argv[2] ?? 2000);
const mostPaths = Number(process.argv[3] ?? 10);

const ratios: number[] = [];
for (const of of fc.sample(randomModels(mostPaths), { seed: 20_190_810, numRuns: closures })) {
  bestCosts(of.model).forEach((best, budget) => {
    if (budget > 0 && best > 0) {
      ratios.push(costOfGrouping(of, groupModel(of, budget)) / best);
    }
  });
}

const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
const worse = ratios.filter((ratio) => ratio > 1 + 1e-9).length;
const most = ratios.reduce((a, b) => Math.max(a, b));
process.stdout.write(
  `${closures} closures of up to ${mostPaths} paths, ${ratios.length} groupings\n` +
    `cost ÷ least cost: mean ${mean.toFixed(6)}, most ${most.toFixed(4)}, over 1 in ${worse}\n`,
);
