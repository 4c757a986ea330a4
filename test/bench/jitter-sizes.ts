import { createHash } from 'node:crypto';
import { buildClosure } from '../../src/closure/build-closure.ts';
import type { Closure } from '../../src/closure/closure.ts';
import { entryTable } from '../../src/closure/entry-table.ts';
import { successors } from '../../src/graph/csr.ts';
import type { ClosureSeries } from '../../src/tuning/compare.ts';

/** The most by which a size is changed, as a part of it. */
const JITTER = 0.02;

/**
 * The series with every narSize changed by up to 2 %: by the same factor, told by seed and name
 * (version included, digest not), in every snapshot and image. Seed 0 leaves the sizes as they are.
 */
export function jitterSizes(series: readonly ClosureSeries[], seed: number): ClosureSeries[] {
  const factors = new Map<string, number>();
  const factorOf = (name: string): number => {
    const known = factors.get(name);
    if (known !== undefined) {
      return known;
    }
    const word = createHash('sha256').update(`${seed} ${name}`).digest().readUInt32BE();
    const factor = 1 + JITTER * ((2 * word) / 0xffffffff - 1);
    factors.set(name, factor);
    return factor;
  };
  return series.map(({ image, snapshots }) => ({
    image,
    snapshots: seed === 0 ? snapshots : snapshots.map((closure) => jittered(closure, factorOf)),
  }));
}

function jittered(
  { storePaths, names, narSizes, references, roots }: Closure,
  factorOf: (name: string) => number,
): Closure {
  const pathsOf = (indices: Uint32Array) => Array.from(indices, (index) => storePaths[index]!);
  const entries = storePaths.map((path, index) => ({
    path,
    narSize: Math.round(narSizes[index]! * factorOf(names[index]!)),
    references: pathsOf(successors(references, index)),
  }));
  return buildClosure(entryTable(entries), pathsOf(roots));
}
