import type { Report } from '../../tuning/open-report.ts';
import type { State } from './store.ts';

/** Whether a store path is searched for: its store path has the text, whatever the case. */
export function matcherOf({ closure }: Report, { search }: State): (path: number) => boolean {
  const wanted = search.trim().toLowerCase();
  return (path) => wanted === '' || closure.storePaths[path]!.toLowerCase().includes(wanted);
}
