import type { PopularityData } from '../layers/popularity.ts';

/**
 * A popularity file: `{"name": count}` in the order of the data, a name a line, so that it can be
 * committed. (Not through an object, which would put names that look like numbers first.)
 */
export function popularityJson(data: PopularityData): string {
  const lines = Array.from(data, ([name, count]) => `  ${JSON.stringify(name)}: ${count}`);
  return lines.length === 0 ? '{}\n' : `{\n${lines.join(',\n')}\n}\n`;
}
