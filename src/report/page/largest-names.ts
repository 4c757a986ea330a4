import { largestPaths } from '../../layers/largest-paths.ts';
import type { Report } from '../../tuning/open-report.ts';
import { shownName } from './shown-name.ts';

const NAMES_SHOWN = 3;
const LONGEST_NAME = 40;

/** The names of the largest of some paths, and the number of the others. */
export function largestNames({ closure }: Report, paths: ArrayLike<number>): string {
  const ascending = Uint32Array.from(paths).sort();
  const largest = largestPaths(ascending, closure.narSizes, NAMES_SHOWN);
  const names = largest.map((path) => shownName(closure.names[path]!, LONGEST_NAME));
  const hidden = paths.length - names.length;
  return names.join(', ') + (hidden === 0 ? '' : ` +${hidden}`);
}
