/**
 * How fast the command is: whole processes, each run in turn with `node -e 0`, all without
 * NODE_EXTRA_CA_CERTS; medians of wall and CPU time, and of the ratios to `node -e 0`. Peers whose paths the environment
 * names (peer-programs.ts) run in the same turns. The real closure of 63 436 paths is read from a folder beside the repository, if there.
 *
 *   npm run bench -- speed [--runs 9] [--work TEXT] [--shared DIR] [--huge]
 *
 * --work measures only what has this text in its name; --huge has graphs on which some peers take minutes.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { arch, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { formatSize } from '../../src/report/format-size.ts';
import { type Column, plainTable } from '../../src/report/plain-table.ts';
import { corpusFiles } from './corpus.ts';
import { findPeers, timesOfPeer, writePeerInput } from './peer-programs.ts';
import { median, runNode, usageOfNode } from './run-measured.ts';
import { BARE_NAME, layeredRandom, REFERENCES, writeGraph } from './write-graph.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '9' },
    work: { type: 'string', default: '' },
    shared: { type: 'string', default: '../shared' },
    huge: { type: 'boolean', default: false },
  },
});

const QGIS = 'qgis.00.json';

const BARE = ['-e', '0'];

/** With long names the JSON of a graph of so many paths is longer than the longest string of V8. */
const HUGE_PATHS = 300_000;
const HUGE_NAME_LENGTH = 160;

/** Milliseconds from which a run counts as long, and how often such a run is repeated. */
const LONG = 2000;
const LEAST_RUNS = 3;

const scratch = mkdtempSync(join(tmpdir(), 'group-layers-speed-'));
process.on('exit', () => rmSync(scratch, { recursive: true }));
const out = join(scratch, 'out.json');
const popularity = join(scratch, 'popularity.json');
writeFileSync(popularity, JSON.stringify({ [BARE_NAME]: 1 }));

const { peers, missing } = findPeers(process.env);
if (missing.length > 0) {
  process.stderr.write(`peers left out, because these are not set: ${missing.join(', ')}\n`);
}

const rows: string[][] = [];
const bares: ReturnType<typeof timesOf>[] = [];
measure('--version', ['--version']);
measure('--help', ['--help']);
measureGraph('60 paths (fixtures/web.attrs.json)', 'fixtures/web.attrs.json');
const qgis = join(scratch, 'qgis.json');
writeFileSync(qgis, new Map(corpusFiles('bookworm')).get(QGIS)!);
measureGraph('466 paths (qgis, Debian 12)', qgis);
measure('466 paths, sweep over 127 budgets', ['sweep', qgis, '--out', out]);
for (const paths of [1000, 5000, 20_000]) {
  const graph = synthetic(paths);
  measureGraph(`${paths} paths, ${REFERENCES} references each`, graph);
  if (paths === 5000) {
    measure(`${paths} paths, sweep over 127 budgets`, ['sweep', graph, '--out', out]);
  }
}
const debian = join(values.shared, 'scale/debian-63k.json.xz');
if (existsSync(debian)) {
  const graph = join(scratch, 'debian.json');
  writeFileSync(graph, execFileSync('xz', ['-dc', debian], { maxBuffer: 2 ** 30 }));
  measure('63436 paths, popularity from a file', [graph, '--out', out, '--popularity', popularity]);
  measureGraph('63436 paths, popularity from the graph', graph);
} else {
  process.stderr.write(`${debian} is not there: its two rows are left out\n`);
}
if (values.huge) {
  for (const paths of [50_000, HUGE_PATHS]) {
    measureGraph(`${paths} paths, ${REFERENCES} references each`, synthetic(paths));
  }
  const graph = synthetic(HUGE_PATHS, HUGE_NAME_LENGTH);
  const size = formatSize(statSync(graph).size);
  measure(`${HUGE_PATHS} paths, ${size} of JSON`, [graph, '--out', out]);
}

const columns: readonly Column[] = [
  { title: 'work', align: 'left' },
  ...['× node -e 0', 'ms', '× its CPU', 'CPU ms', 'peak', 'runs'].map(
    (title) => ({ title, align: 'right' }) as const,
  ),
];
const date = new Date().toISOString().slice(0, 10);
const [bareWall, bareCpu] = (['wall', 'cpu'] as const).map((time) =>
  median(bares.map((bare) => bare[time])).toFixed(1),
);
process.stdout.write(
  `Node ${process.version}, ${arch()}, ${cpus()[0]?.model.trim()}, ${date}, without NODE_EXTRA_CA_CERTS\n` +
    `node -e 0: ${bareWall} ms, ${bareCpu} ms of CPU\n\n` +
    `${plainTable(columns, rows, pc.createColors(false))}\n`,
);

function synthetic(paths: number, nameLength?: number): string {
  const graph = join(scratch, `graph-${paths}.json`);
  writeGraph(graph, layeredRandom(paths), nameLength);
  return graph;
}

/** The grouping of a graph by us and by the peers. */
function measureGraph(work: string, graph: string): void {
  measure(work, [graph, '--out', out], graph);
}

function measure(work: string, args: readonly string[], graph?: string): void {
  if (!work.includes(values.work)) {
    return;
  }
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${work}` : '');
  const command = ['bin/group-layers.js', ...args];
  const runs = runNode(command).milliseconds > LONG ? LEAST_RUNS : Number(values.runs);
  const input = graph === undefined ? undefined : writePeerInput(graph, join(scratch, 'peer'));
  const turns = Array.from({ length: runs }, () => ({
    bare: timesOf(BARE),
    run: timesOf(command),
    peers: input === undefined ? [] : peers.map((peer) => timesOfPeer(peer, input)),
  }));
  bares.push(...turns.map(({ bare }) => bare));
  const medianOf = (figure: (turn: (typeof turns)[number]) => number) => median(turns.map(figure));
  rows.push([
    work,
    medianOf(({ bare, run }) => run.wall / bare.wall).toFixed(2),
    medianOf(({ run }) => run.wall).toFixed(0),
    medianOf(({ bare, run }) => run.cpu / bare.cpu).toFixed(2),
    medianOf(({ run }) => run.cpu).toFixed(0),
    formatSize(medianOf(({ run }) => run.peak)),
    String(runs),
  ]);
  if (input !== undefined) {
    peers.forEach(({ name }, at) => {
      rows.push([
        `  ${name}`,
        medianOf((turn) => turn.peers[at]!.wall / turn.bare.wall).toFixed(2),
        medianOf((turn) => turn.peers[at]!.wall).toFixed(0),
        medianOf((turn) => turn.peers[at]!.cpu / turn.bare.cpu).toFixed(2),
        medianOf((turn) => turn.peers[at]!.cpu).toFixed(0),
        '',
        String(runs),
      ]);
    });
  }
}

/** Wall and CPU time in milliseconds, peak memory in bytes. */
function timesOf(args: readonly string[]) {
  const { cpuMilliseconds: cpu, peak } = usageOfNode(args, scratch);
  return { wall: runNode(args).milliseconds, cpu, peak };
}
