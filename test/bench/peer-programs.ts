import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseClosure } from '../../src/closure/parse-closure.ts';
import { closureSums } from '../../src/graph/closure-sums.ts';
import { successors } from '../../src/graph/csr.ts';

/** Programs of others that group, each named by a variable of the environment; none is part of the repository. */
const PROGRAMS = [
  {
    name: 'Nixery (group-layers.go, 2019)',
    variable: 'GROUP_LAYERS_PEER_NIXERY',
    argumentsFor: ({ attributes, popularity, out }: PeerInput) => [
      ...['--graph', attributes, '--out', out, '--pop', popularity, '--budget', '94'],
    ],
  },
  {
    name: 'nix2container (order of paths)',
    variable: 'GROUP_LAYERS_PEER_NIX2CONTAINER',
    argumentsFor: ({ list }: PeerInput) => [list, '94'],
  },
  {
    name: 'auto-layer (nixpkgs, Python)',
    variable: 'GROUP_LAYERS_PEER_AUTO_LAYER',
    argumentsFor: ({ list }: PeerInput) => [list, '/dev/null', '94'],
  },
] as const;

/** One graph in the forms that peers read. */
export interface PeerInput {
  /** As in a build with `exportReferencesGraph`, with closureSizes. */
  readonly attributes: string;
  /** A list of store paths with their references. */
  readonly list: string;
  /** Popularity data without a name. */
  readonly popularity: string;
  /** Where a peer may write. */
  readonly out: string;
}

/** A program that can be run here. */
export interface Peer {
  readonly name: string;
  readonly path: string;
  readonly argumentsFor: (input: PeerInput) => readonly string[];
}

/** The peers whose paths the environment names, and the variables of the others. */
export function findPeers(env: NodeJS.ProcessEnv): { peers: Peer[]; missing: string[] } {
  return {
    peers: PROGRAMS.flatMap(({ variable, ...program }) => {
      const path = env[variable];
      return path === undefined ? [] : [{ ...program, path }];
    }),
    missing: PROGRAMS.map(({ variable }) => variable).filter((name) => env[name] === undefined),
  };
}

/** Writes a graph in the forms of peers. */
export function writePeerInput(graph: string, prefix: string): PeerInput {
  const { storePaths, narSizes, references, roots } = parseClosure(readFileSync(graph));
  const closureSizes = closureSums(references, narSizes);
  const entries = storePaths.map((path, index) => ({
    path,
    narSize: narSizes[index],
    closureSize: closureSizes[index],
    references: Array.from(successors(references, index), (target) => storePaths[target]!),
  }));
  const input = {
    attributes: `${prefix}.attrs.json`,
    list: `${prefix}.json`,
    popularity: `${prefix}.popularity.json`,
    out: `${prefix}.out`,
  };
  writeFileSync(input.popularity, '{}');
  writeFileSync(input.list, JSON.stringify(entries));
  const exportReferencesGraph = { graph: Array.from(roots, (root) => storePaths[root]!) };
  writeFileSync(input.attributes, JSON.stringify({ exportReferencesGraph, graph: entries }));
  return input;
}

/** Bash tells the user and system time of a program, of all its threads. */
const TELL_TIMES = 'TIMEFORMAT="%U %S"; { time "$@" > /dev/null 2>&1; } 2>&1';

/** Milliseconds of wall and CPU time that a peer takes. */
export function timesOfPeer(peer: Peer, input: PeerInput): { wall: number; cpu: number } {
  const started = performance.now();
  const { status, stdout } = spawnSync(
    'bash',
    ['-c', TELL_TIMES, 'bash', peer.path, ...peer.argumentsFor(input)],
    { encoding: 'utf8' },
  );
  const wall = performance.now() - started;
  if (status !== 0) {
    throw new Error(`${peer.path} ends with ${status}`);
  }
  const [user, system] = stdout.trim().split(' ').map(Number) as [number, number];
  return { wall, cpu: 1e3 * (user + system) };
}
