import fc from 'fast-check';
import { orderedLists } from './random-lists.ts';
import { digestOf, type StoreGraph } from './store-graph.ts';

const NAMES = [
  'glibc-2.40',
  'glibc-2.40-bin',
  'openssl-3.0.14',
  'nss-cacert-3.101',
  'iana-etc-20240318',
  'python3-3.12.4',
  'gcc-13.3.0-lib',
  '__proto__',
  'constructor',
  'a',
];

const narSize = fc.oneof(
  fc.constant(0),
  fc.nat(3),
  fc.nat(200_000_000),
  fc.nat().map((size) => size * 4096),
);

const parts = orderedLists.chain((lists) =>
  fc.record({
    lists: fc.constant(lists),
    narSizes: fc.array(narSize, { minLength: lists.length, maxLength: lists.length }),
    names: fc.array(fc.constantFrom(...NAMES), {
      minLength: lists.length,
      maxLength: lists.length,
    }),
    roots: fc.uniqueArray(fc.nat(lists.length - 1), { minLength: 1, maxLength: 4 }),
    salt: fc.nat(),
  }),
);

/** Graphs of varied shape: several roots, paths that no root reaches, paths with the same name, with 0 bytes. */
export const randomGraphs: fc.Arbitrary<StoreGraph> = parts.map(
  ({ lists, narSizes, names, roots, salt }) => {
    const paths = names.map((name, v) => `/nix/store/${digestOf(`${salt} ${v}`)}-${name}`);
    return {
      roots: roots.map((root) => paths[root]!),
      entries: lists.map((targets, v) => ({
        path: paths[v]!,
        narSize: narSizes[v]!,
        references: targets.map((target) => paths[target]!),
      })),
    };
  },
);

/** The same without paths of the same name. */
export const randomGraphsOfDistinctNames: fc.Arbitrary<StoreGraph> = randomGraphs.map(
  ({ roots, entries }) => {
    const paths = new Map(entries.map(({ path }, v) => [path, `${path}-${v}`]));
    return {
      roots: roots.map((root) => paths.get(root)!),
      entries: entries.map((entry) => ({
        ...entry,
        path: paths.get(entry.path)!,
        references: entry.references.map((reference) => paths.get(reference)!),
      })),
    };
  },
);
