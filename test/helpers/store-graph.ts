import { createHash } from 'node:crypto';
import type { Closure } from '../../src/closure/closure.ts';
import { parseClosure } from '../../src/closure/parse-closure.ts';

/** A graph as Nix writes it for exportReferencesGraph, as far as the tests need it. */
export interface StoreGraph {
  readonly roots: readonly string[];
  readonly entries: readonly {
    readonly path: string;
    readonly narSize: number;
    readonly references: readonly string[];
  }[];
}

/** The same digest for the same seed. */
export function digestOf(seed: string): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, 32);
}

export function attrsJson({ roots, entries }: StoreGraph): string {
  return JSON.stringify({ exportReferencesGraph: { graph: roots }, graph: entries });
}

export function closureFrom(graph: StoreGraph): Closure {
  return parseClosure(attrsJson(graph));
}
