/**
 * How stable groupings are: how often one more small leaf below a random path moves any other path
 * to a different layer, over the first snapshots of corpora.
 *
 *   npm run bench -- stability [--trials 6] [--corpus NAME]… [--images a,b] [--budgets 16,24,…]
 */
import { parseArgs } from 'node:util';
import { buildClosure } from '../../src/closure/build-closure.ts';
import type { Closure } from '../../src/closure/closure.ts';
import { entryTable } from '../../src/closure/entry-table.ts';
import { successors } from '../../src/graph/csr.ts';
import { groupLayers } from '../../src/layers/group-layers.ts';
import { countImages } from '../../src/tuning/count-images.ts';
import { loadCorpus } from './corpus.ts';

const NAMES = ['aardvark-1.0.3', 'libzeta-2.11', 'mid-leaf', 'python3-tiny-0.4.1'];
const LEAF_DIGEST = 'z'.repeat(32);
const LEAST_SIZE = 4096;
const SIZES = 60_000;

const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '6' },
    corpus: { type: 'string', multiple: true, default: ['bookworm', 'sid'] },
    images: { type: 'string' },
    budgets: { type: 'string', default: '16,24,60,94' },
  },
});
const trials = Number(values.trials);

for (const corpus of values.corpus) {
  const part = { images: values.images?.split(','), snapshots: 1 };
  const closures = loadCorpus(corpus, part).map(({ snapshots }) => snapshots[0]!);
  const popularity = countImages(closures);
  for (const budget of values.budgets.split(',').map(Number)) {
    const random = randomNumbers(42);
    let unmoved = 0;
    let bytesMoved = 0;
    let bytes = 0;
    for (const closure of closures) {
      const before = sets(closure);
      for (let trial = 0; trial < trials; trial++) {
        const moved = [...sets(withLeaf(closure, random))].filter(([paths]) => !before.has(paths));
        unmoved += moved.length === 0 ? 1 : 0;
        bytesMoved += moved.reduce((sum, [, narSize]) => sum + narSize, 0);
        bytes += closure.narSizes.reduce((sum, size) => sum + size, 0);
      }
    }
    const all = closures.length * trials;
    process.stdout.write(
      `${corpus} at ${budget}: nothing else moves in ${percent(unmoved / all)} of ${all} trials; ` +
        `layers with other paths hold ${percent(bytesMoved / bytes)} of the bytes\n`,
    );

    /** The bytes of each layer by its paths, without the leaf. */
    function sets(closure: Closure): Map<string, number> {
      const { layers } = groupLayers(closure, { budget, popularity });
      const named = layers.map(({ members, narSize }) => {
        const paths = Array.from(members, (path) => closure.storePaths[path]!);
        return [paths.filter((path) => !path.includes(LEAF_DIGEST)).join(), narSize] as const;
      });
      return new Map(named.filter(([paths]) => paths !== ''));
    }
  }
}

/** The closure with one more path that refers to nothing, below a random one. */
function withLeaf(closure: Closure, random: () => number): Closure {
  const { storePaths, narSizes, references, roots } = closure;
  const above = random() % storePaths.length;
  const leaf = {
    path: `/nix/store/${LEAF_DIGEST}-${NAMES[random() % NAMES.length]}`,
    narSize: LEAST_SIZE + (random() % SIZES),
    references: [],
  };
  const entries = storePaths.map((path, index) => {
    const targets = Array.from(successors(references, index), (target) => storePaths[target]!);
    const all = index === above ? [...targets, leaf.path] : targets;
    return { path, narSize: narSizes[index]!, references: all };
  });
  return buildClosure(
    entryTable([...entries, leaf]),
    Array.from(roots, (root) => storePaths[root]!),
  );
}

/** Whole numbers below 2^32, the same for the same seed (xorshift, Marsaglia 2003). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

function percent(part: number): string {
  return `${(100 * part).toFixed(2)} %`;
}
