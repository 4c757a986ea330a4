import { jsonPlace } from '../input/json-place.ts';

/** An entry not yet checked. */
export interface RawEntry {
  /** Where in the input one of its fields stands, given its keys; given none, the entry itself. */
  readonly place: (keys: readonly PropertyKey[]) => string;
  readonly value: unknown;
}

/** What an input form holds, before any entry is checked. */
export interface GraphRecord {
  /** To be gone through once. */
  readonly entries: Iterable<RawEntry>;
  /** The roots as the input tells them; undefined where its form tells none. */
  readonly roots?: readonly string[];
}

/** The entries of an array of a JSON value; `at` are the keys that lead to it. */
export function* listedEntries(
  at: readonly PropertyKey[],
  values: readonly unknown[],
): Generator<RawEntry> {
  for (let index = 0; index < values.length; index++) {
    yield { place: (keys) => jsonPlace([...at, index, ...keys]), value: values[index] };
  }
}
