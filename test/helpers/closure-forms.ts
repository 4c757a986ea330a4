import { attrsJson, type StoreGraph } from './store-graph.ts';

type Entry = StoreGraph['entries'][number];

const SRI = 'sha256-srfht7WtlYFIoGrcyDQpRyZ7Qa9/8/MUJx0bj8Shpvo=';
const BASE32 = 'sha256:1rf8i99bmc7vc21xghjsmsgm201kapv56v836a5xxw332i184ddn';
const HEX = 'c03b9df572094eedf3e29c35e7a06b9395268d32a18b0c0e2dda49c3c4331248';

/** Writers of a graph in every form that has sizes; only an `.attrs.json` has roots. */
export const CLOSURE_FORMS: Readonly<Record<string, (graph: StoreGraph) => string>> = {
  'attrs.json': attrsJson,
  'exportReferencesGraph alone': ({ entries }) =>
    JSON.stringify(entries.map((entry) => ({ ...entry, narHash: BASE32, closureSize: 7 }))),
  'path-info up to 2.14': ({ entries }) =>
    JSON.stringify(entries.map((entry) => ({ ...entry, narHash: SRI, registrationTime: 1 }))),
  'path-info 2.15, Lix': ({ entries }) =>
    JSON.stringify(entries.map((entry) => ({ ...entry, valid: true, narHash: SRI }))),
  'path-info 2.19': (graph) => JSON.stringify(keyed(graph, { narHash: SRI }, same)),
  'path-info 2.23': (graph) =>
    JSON.stringify(keyed(graph, { ca: null, deriver: null, ultimate: false }, same)),
  'path-info 2.33, format 2': (graph) => JSON.stringify(wrapped(graph, 2)),
  'path-info 2.35, format 3': (graph) => JSON.stringify(wrapped(graph, 3), null, 2),
  'dump-db': (graph) => registration(graph, HEX),
  'closureInfo registration': (graph) => registration(graph, BASE32),
};

function keyed(
  { entries }: StoreGraph,
  fields: object,
  shorten: (path: string) => string,
): Record<string, object> {
  return Object.fromEntries(
    entries.map(({ path, narSize, references }) => [
      shorten(path),
      { ...fields, narSize, references: references.map(shorten) },
    ]),
  );
}

function wrapped(graph: StoreGraph, version: number): object {
  const storeDir = storeDirOf(graph);
  const info = keyed(graph, { version, storeDir, ca: null, signatures: [] }, (path) =>
    path.slice(storeDir.length + 1),
  );
  return { version, storeDir, info };
}

function storeDirOf({ entries }: StoreGraph): string {
  const path = entries[0]?.path ?? '/nix/store/';
  return path.slice(0, path.lastIndexOf('/'));
}

function registration({ entries }: StoreGraph, hash: string): string {
  return entries
    .flatMap(({ path, narSize, references }: Entry, index) => [
      path,
      hash,
      narSize,
      index % 2 === 0 ? '' : `${path}.drv`,
      references.length,
      ...references,
    ])
    .map((line) => `${line}\n`)
    .join('');
}

function same(path: string): string {
  return path;
}
