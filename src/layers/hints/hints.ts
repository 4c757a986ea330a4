import { HINTED_RATE } from '../cost/priors.ts';

/** What can be known of store paths that the graph does not tell. */
export const HINT_KINDS = ['alone', 'together', 'volatile', 'stable'] as const;

export type HintKind = (typeof HINT_KINDS)[number];

/** Globs of store paths, matched as by `nameMatcher`, for each kind of hint. */
export interface Hints {
  /** Every match is a layer of its own. */
  readonly alone?: readonly string[] | undefined;
  /** All matches of one glob are in one layer; others may join them. */
  readonly together?: readonly string[] | undefined;
  /** Every match is updated HINTED_RATE times as often as others. */
  readonly volatile?: readonly string[] | undefined;
  /** Every match is updated so many times more rarely. */
  readonly stable?: readonly string[] | undefined;
}

/** A hint with the store paths that it is about. */
export interface FoundHint {
  readonly kind: HintKind;
  readonly glob: string;
  /** Indices of store paths, ascending, at least one. */
  readonly paths: readonly number[];
}

/** Hints as they apply to a closure; none contradicts another. */
export interface HintedPaths {
  readonly found: readonly FoundHint[];
  /** Paths that are layers of their own. */
  readonly apart: ReadonlySet<number>;
  /** Sets of paths that are in one layer each; disjoint. */
  readonly together: readonly (readonly number[])[];
}

/** A hint as it is named in messages: `alone "glibc*"`. */
export function titleOf({ kind, glob }: FoundHint): string {
  return `${kind} ${JSON.stringify(glob)}`;
}

/** What hints ask of layers. */
export function hintedPaths(found: readonly FoundHint[]): HintedPaths {
  const pathsOf = (wanted: HintKind) =>
    found.filter(({ kind }) => kind === wanted).map(({ paths }) => paths);
  const apart = new Set(pathsOf('alone').flat());
  return { found, apart, together: pathsOf('together') };
}

/** The fewest layers that n paths need by hints, 1 or more. */
export function layersNeeded({ apart }: HintedPaths, n: number): number {
  return Math.max(1, apart.size + (n > apart.size ? 1 : 0));
}

/** How often each of n paths is updated and released in multiples of what the model expects; 1 without a hint. */
export function hintedRates(n: number, found: readonly FoundHint[]): Float64Array {
  const rates = new Float64Array(n).fill(1);
  for (const { kind, paths } of found) {
    for (const path of kind === 'volatile' || kind === 'stable' ? paths : []) {
      rates[path] = kind === 'volatile' ? HINTED_RATE : 1 / HINTED_RATE;
    }
  }
  return rates;
}
