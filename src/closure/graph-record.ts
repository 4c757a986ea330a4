import { jsonPlace } from '../input/json-place.ts';

/** An unchecked entry. */
export interface RawEntry {
  /** The place in the input of the field at these keys of the entry; of the entry itself without keys. */
  readonly place: (keys: readonly PropertyKey[]) => string;
  readonly value: unknown;
}

/** A graph as read from an input form, its entries unchecked. */
export interface GraphRecord {
  /** Can be iterated once. */
  readonly entries: Iterable<RawEntry>;
  /** The roots in the input; undefined if its form has none. */
  readonly roots?: readonly string[];
}

/** The entries of an array; `at` are the keys of the array in the JSON value. */
export function* listedEntries(
  at: readonly PropertyKey[],
  values: readonly unknown[],
): Generator<RawEntry> {
  for (let index = 0; index < values.length; index++) {
    yield { place: (keys) => jsonPlace([...at, index, ...keys]), value: values[index] };
  }
}
