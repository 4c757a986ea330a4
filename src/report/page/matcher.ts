import type { Report } from '../../tuning/open-report.ts';
import type { State } from './store.ts';

/** The function that tests whether a store path contains the searched text, ignoring case. */
export function matcherOf({ closure }: Report, { search }: State): (path: number) => boolean {
  const wanted = search.trim().toLowerCase();
  return (path) => wanted === '' || closure.storePaths[path]!.toLowerCase().includes(wanted);
}
