/**
 * How well the cost model predicts: the correlation (Pearson's) of the pull that it expects of an
 * image's next update with what its updates pull in fact, over the images of corpora; in bytes,
 * which large images dominate, and in parts of the image.
 *
 *   npm run bench -- model [--corpus NAME]… [--images a,b] [--budgets 16,24,…]
 */
import { parseArgs } from 'node:util';
import { groupLayers } from '../../src/layers/group-layers.ts';
import { summarize } from '../../src/layers/summarize.ts';
import { updatePull } from '../../src/tuning/common-layers.ts';
import type { ClosureSeries } from '../../src/tuning/compare.ts';
import { countImages } from '../../src/tuning/count-images.ts';
import { loadCorpus } from './corpus.ts';

const { values } = parseArgs({
  options: {
    corpus: { type: 'string', multiple: true, default: ['bookworm', 'sid'] },
    images: { type: 'string' },
    budgets: { type: 'string', default: '16,24,60,94' },
  },
});

for (const name of values.corpus) {
  const corpus = loadCorpus(name, { images: values.images?.split(',') });
  for (const budget of values.budgets.split(',').map(Number)) {
    const pairs = pulls(corpus, budget);
    const bytes = correlation(pairs.map(({ expected, pulled }) => [expected, pulled]));
    const parts = correlation(
      pairs.map(({ expected, pulled, narSize }) => [expected / narSize, pulled / narSize]),
    );
    process.stdout.write(
      `${name} at ${budget}: ${bytes.toFixed(3)} in bytes, ${parts.toFixed(3)} in parts of the image\n`,
    );
  }
}

interface Pull {
  /** Bytes that the next update is expected to pull. */
  readonly expected: number;
  /** Bytes that an update pulls, the mean. */
  readonly pulled: number;
  readonly narSize: number;
}

/** The expected pull of each image's first snapshot, and the mean pull of its updates. */
function pulls(corpus: readonly ClosureSeries[], budget: number): Pull[] {
  const popularity = countImages(corpus.map(({ snapshots }) => snapshots[0]!));
  return corpus.map(({ snapshots }) => {
    const groupings = snapshots.map((closure) => groupLayers(closure, { budget, popularity }));
    const updates = groupings
      .slice(1)
      .map((grouping, before) => updatePull(grouping, [groupings[before]!]).pulled);
    const pulled = updates.reduce((sum, bytes) => sum + bytes, 0) / updates.length;
    const { expectedPull, narSize } = summarize(groupings[0]!);
    return { expected: expectedPull, pulled, narSize };
  });
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (of: (pair: readonly [number, number]) => number) =>
    pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
  const [meanX, meanY] = [mean(([x]) => x), mean(([, y]) => y)];
  const covariance = mean(([x, y]) => (x - meanX) * (y - meanY));
  const spreadX = mean(([x]) => (x - meanX) ** 2);
  const spreadY = mean(([, y]) => (y - meanY) ** 2);
  return covariance / Math.sqrt(spreadX * spreadY);
}
