/**
 * How time grows with the closure: each shape at several sizes and budgets, with all paths popular
 * and with none, from the closure on: model, grouping, description.
 *
 *   npm run bench:scale -- [SIZES] [SHAPE]     such as 20000,100000 fan
 */
import pc from 'picocolors';
import type { Closure } from '../../src/closure/closure.ts';
import { csrFromLists } from '../../src/graph/csr.ts';
import { assertPartition } from '../../src/layers/assert-partition.ts';
import { describeLayers } from '../../src/layers/describe-layers.ts';
import { expectedPull } from '../../src/layers/expected-pull/expected-pull.ts';
import { pullModel } from '../../src/layers/pull-model/pull-model.ts';
import { type Column, plainTable } from '../../src/report/plain-table.ts';
import { SHAPES, type Shape } from '../helpers/shapes.ts';

const REFERENCES = 8;

/** No references at all. */
const isolated: Shape = (n) => Array.from({ length: n }, () => []);

/** Eight references each, into the next tenth of the paths. */
const random: Shape = (n) => {
  let state = 1;
  return Array.from({ length: n }, (_, path) => {
    const targets = Array.from({ length: REFERENCES }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return path + 1 + (state % Math.ceil(n / 10));
    });
    return [...new Set(targets)].filter((target) => target < n);
  });
};

const sizes = (process.argv[2] ?? '1000,5000,20000,100000').split(',').map(Number);
const only = process.argv[3];
const shapes = Object.entries({ ...SHAPES, isolated, random }).filter(
  ([name]) => only === undefined || name === only,
);

const columns: readonly Column[] = [
  { title: 'shape', align: 'left' },
  { title: 'paths', align: 'right' },
  { title: 'popular', align: 'left' },
  ...['budget', 'model ms', 'group ms', 'describe ms'].map(
    (title) => ({ title, align: 'right' }) as const,
  ),
];
const rows: string[][] = [];
for (const [name, shape] of shapes) {
  for (const n of sizes) {
    const closure = closureOf(shape, n);
    for (const share of [0.01, 1]) {
      for (const budget of [1, 94, n - 1]) {
        const times = measure(closure, share, budget);
        rows.push([
          name,
          String(n),
          share === 1 ? 'all' : 'none',
          ...[budget, ...times].map(String),
        ]);
        if (process.stderr.isTTY) {
          process.stderr.write(`\r\u001b[K${name} ${n} at ${budget}`);
        }
      }
    }
  }
}
process.stdout.write(
  `${process.stderr.isTTY ? '\n' : ''}${plainTable(columns, rows, pc.createColors(false))}\n`,
);

function closureOf(shape: Shape, n: number): Closure {
  const references = csrFromLists(shape(n));
  const isReferred = new Set(references.targets);
  const paths = [...Array(n).keys()];
  const names = paths.map((path) => `path${path}-1.0.${path}`);
  return {
    names,
    storePaths: names.map((name) => `/nix/store/${'0'.repeat(32)}-${name}`),
    narSizes: Float64Array.from(paths, (path) => 1000 + ((path * 7919) % 100_000) * 10),
    references,
    roots: Uint32Array.from(paths.filter((path) => !isReferred.has(path))),
  };
}

function measure(closure: Closure, share: number, budget: number): number[] {
  const shares = closure.narSizes.map(() => share);
  const popularity = { counts: shares, shares, origin: 'data' as const };
  const times = [performance.now()];
  const model = pullModel(closure, popularity);
  times.push(performance.now());
  const layers = expectedPull({
    ...{ closure, budget, popularity, model, layerOverhead: 0 },
    ...{ popularityData: undefined, sizeThreshold: 0, popularityThreshold: 0 },
  });
  times.push(performance.now());
  assertPartition(layers, closure, budget);
  describeLayers(layers, model, popularity);
  times.push(performance.now());
  return times.slice(1).map((time, phase) => Math.round(time - times[phase]!));
}
