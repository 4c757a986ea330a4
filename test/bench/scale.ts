/**
 * How time and memory grow with the closure: whole runs of the built command on graphs of several
 * shapes and sizes, the phases as --verbose prints them, and the exponent k of time ~ paths^k that
 * fits each phase, up to 20 000 paths and beyond.
 *
 *   npm run bench -- scale [--sizes 1000,20000] [--shape comb]… [--popular] [--budget 94] [--strategy NAME]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { type Column, plainTable } from '../../src/report/plain-table.ts';
import { SHAPES, type Shape } from '../helpers/shapes.ts';
import { median, runNode, usageOfNode } from './run-measured.ts';
import { BARE_NAME, bipartite, isolated, layeredRandom, writeGraph } from './write-graph.ts';

/** With smaller closures most of the time is the start of Node.js. */
const BEND = 20_000;

const FEW_RUNS = 3;

const { chain, comb, ladder, fan } = SHAPES;
const ALL: Readonly<Record<string, Shape>> = {
  layeredRandom,
  chain,
  comb,
  ladder,
  fan,
  bipartite,
  isolated,
};

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,2000,5000,10000,20000,50000,100000,300000' },
    shape: { type: 'string', multiple: true, default: ['layeredRandom', 'chain', 'comb', 'fan'] },
    budget: { type: 'string', default: '94' },
    strategy: { type: 'string', default: 'expected-pull' },
    popular: { type: 'boolean', default: false },
  },
});
const sizes = values.sizes.split(',').map(Number);

/** A run by its phases. */
interface Timing {
  readonly shape: string;
  readonly paths: number;
  /** Milliseconds by phase. */
  readonly phases: Readonly<Record<string, number>>;
  /** Bytes. */
  readonly peak: number;
}

const scratch = mkdtempSync(join(tmpdir(), 'group-layers-scale-'));
process.on('exit', () => rmSync(scratch, { recursive: true }));
const popularity = join(scratch, 'popularity.json');
writeFileSync(popularity, JSON.stringify({ [BARE_NAME]: 1 }));

const timings: Timing[] = [];
for (const shape of values.shape) {
  for (const paths of sizes) {
    process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${shape}, ${paths} paths` : '');
    timings.push(measure(shape, paths));
  }
}
process.stderr.write(process.stderr.isTTY ? '\r\u001b[K' : '');
const phaseNames = Object.keys(timings[0]!.phases);
process.stdout.write(`${timesTable()}\n\n${exponentsTable()}\n`);

function measure(shape: string, paths: number): Timing {
  const graph = join(scratch, 'graph.json');
  writeGraph(graph, ALL[shape]!(paths));
  const args = [
    ...['bin/group-layers.js', graph, '--out', join(scratch, 'out.json'), '--verbose', '--json'],
    ...['--budget', values.budget, '--strategy', values.strategy],
    ...(values.popular ? ['--popularity', popularity] : []),
  ];
  const runs = Array.from({ length: paths <= BEND ? FEW_RUNS : 1 }, () => {
    return JSON.parse(runNode(args).stdout).phases as Record<string, number>;
  });
  const phases = Object.keys(runs[0]!).map(
    (phase) => [phase, median(runs.map((run) => run[phase]!))] as const,
  );
  return {
    shape,
    paths,
    phases: Object.fromEntries(phases),
    peak: usageOfNode(args, scratch).peak,
  };
}

function timesTable(): string {
  const columns: Column[] = [
    { title: 'shape', align: 'left' },
    ...['paths', ...phaseNames.map((phase) => `${phase} ms`), 's', 'µs/path', 'MiB', 'B/path'].map(
      (title) => ({ title, align: 'right' }) as const,
    ),
  ];
  const rows = timings.map(({ shape, paths, phases, peak }) => {
    const total = Object.values(phases).reduce((sum, time) => sum + time, 0);
    return [
      shape,
      String(paths),
      ...phaseNames.map((phase) => phases[phase]!.toFixed(0)),
      (total / 1e3).toFixed(2),
      ((1e3 * total) / paths).toFixed(0),
      (peak / 2 ** 20).toFixed(0),
      (peak / paths).toFixed(0),
    ];
  });
  return plainTable(columns, rows, pc.createColors(false));
}

function exponentsTable(): string {
  const columns: Column[] = [
    { title: 'exponents', align: 'left' },
    { title: 'paths', align: 'left' },
    ...phaseNames.map((title) => ({ title, align: 'right' }) as const),
  ];
  const ranges = [
    { title: `to ${BEND}`, holds: (paths: number) => paths <= BEND },
    { title: `from ${BEND}`, holds: (paths: number) => paths >= BEND },
  ];
  const rows = values.shape.flatMap((shape) =>
    ranges.map(({ title, holds }) => {
      const some = timings.filter((timing) => timing.shape === shape && holds(timing.paths));
      return [shape, title, ...phaseNames.map((phase) => exponentOf(some, phase))];
    }),
  );
  return plainTable(columns, rows, pc.createColors(false));
}

/** The slope of log time over log paths, by least squares; undefined if it takes no time. */
function exponentOf(some: readonly Timing[], phase: string): string {
  const points = some.map(({ paths, phases }) => [Math.log(paths), Math.log(phases[phase]!)]);
  if (points.length < 2 || points.some(([, time]) => time! < 0)) {
    return '';
  }
  const mean = (at: number): number => points.reduce((sum, p) => sum + p[at]!, 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const along = points.reduce((sum, p) => sum + (p[0]! - x) * (p[1]! - y), 0);
  const squares = points.reduce((sum, p) => sum + (p[0]! - x) ** 2, 0);
  return (along / squares).toFixed(2);
}
