import { seededNumbers } from './seeded-numbers.ts';
import { SHAPES, type Shape } from './shapes.ts';
import { attrsJson, digestOf } from './store-graph.ts';

/** A closure and popularity data for it, each as the text of a file. */
export interface SeededInput {
  readonly name: string;
  readonly closure: string;
  /** `{"name or name-version": count}` */
  readonly popularity: string;
}

const SIZES = [13, 29, 67, 150, 300];
const STEMS = ['glibc', 'openssl', 'gcc', 'python3', 'perl', 'nss-cacert', 'zlib', 'ncurses'];
const OUTPUTS = ['', '', '-lib', '-bin', '-dev'];

/** References into the paths that follow, most of them near. */
const random: Shape = (n) => {
  const next = seededNumbers(n);
  return Array.from({ length: n }, (_, path) => {
    const targets = Array.from({ length: next() % 9 }, () => {
      const reach = next() % 3 === 0 ? n : 12;
      return path + 1 + (next() % reach);
    });
    return [...new Set(targets)].filter((target) => target < n);
  });
};

/**
 * Closures of 13 to 300 store paths: every shape as it is, and random ones. Sizes are uneven, some
 * paths have the name of another, some the version, a few are more roots, and the popularity data
 * know two thirds of the names. Always the same.
 */
export function seededInputs(): SeededInput[] {
  return Object.entries({ ...SHAPES, random }).flatMap(([name, shape], number) =>
    SIZES.map((size) => seededInput(`${name} of ${size}`, shape(size), 1000 * number + size)),
  );
}

function seededInput(name: string, lists: readonly number[][], seed: number): SeededInput {
  const next = seededNumbers(seed);
  const stems = lists.map((_, path) =>
    next() % 4 === 0 ? STEMS[next() % STEMS.length]! : `package${path}`,
  );
  const versions = lists.map(() => `${next() % 5}.${next() % 12}.${next() % (lists.length >> 1)}`);
  const names = stems.map(
    (stem, path) => `${stem}-${versions[path]}${OUTPUTS[next() % OUTPUTS.length]}`,
  );
  const paths = names.map((full, path) => `/nix/store/${digestOf(`${seed} ${path}`)}-${full}`);
  const entries = lists.map((targets, path) => ({
    path: paths[path]!,
    narSize: sizeFrom(next),
    references: targets.map((target) => paths[target]!),
  }));
  const moreRoots = paths.filter(() => next() % 29 === 0);
  const keys = names.map((full, path) => (next() % 3 === 0 ? full : stems[path]!));
  const known = keys.filter(() => next() % 3 !== 0);
  const counts = known.map((key) => [key, next() % 8 === 0 ? next() % 600 : 1 + (next() % 30)]);
  return {
    name,
    closure: attrsJson({ roots: [...new Set([paths[0]!, ...moreRoots])], entries }),
    popularity: JSON.stringify(Object.fromEntries(counts)),
  };
}

/** Bytes, up to 256 MiB; as many in each power of two. */
function sizeFrom(next: () => number): number {
  const power = 2 ** (next() % 28);
  return power + (next() % power);
}
