import type { RawEntry } from './store-entry.ts';

/** What an input form holds, before any entry is checked. */
export interface GraphRecord {
  readonly entries: readonly RawEntry[];
  /** The roots as the input tells them; undefined where its form tells none. */
  readonly roots?: readonly string[];
}
