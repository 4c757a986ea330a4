import type { PopularityData } from '../layers/popularity-data.ts';
import { UNKNOWN_BUILD } from '../layers/popularity-data.ts';

/**
 * A popularity file, `{"images": 30, "counts": {"bash": {"rbyz4sfn": 26}, "glibc-bin": 4}}`: how
 * many images hold each build of a name, or a plain number where no build is known. In the order of
 * the data, a name a line, so that it can be committed. (Not through an object, which would put
 * names that look like numbers first.)
 */
export function popularityJson({ images, counts, builds }: PopularityData): string {
  const held = (key: string, count: number): string => {
    const known = [...(builds?.get(key) ?? [])];
    return known.length === 0 || (known.length === 1 && known[0]![0] === UNKNOWN_BUILD)
      ? String(count)
      : `{${known.map(([build, n]) => member(build, String(n))).join(', ')}}`;
  };
  const lines = Array.from(counts, ([key, count]) => member(key, held(key, count)));
  return `{\n  "images": ${images},\n  "counts": ${objectOf(lines, '  ')}\n}\n`;
}

/** A popularity file as Nixery reads it, `{"glibc-2.40": 28}`. */
export function plainPopularityJson({ counts }: PopularityData): string {
  return `${objectOf(
    Array.from(counts, ([key, count]) => member(key, String(count))),
    '',
  )}\n`;
}

function objectOf(members: readonly string[], indent: string): string {
  const lines = members.map((line) => `\n${indent}  ${line}`);
  return lines.length === 0 ? '{}' : `{${lines.join(',')}\n${indent}}`;
}

function member(key: string, value: string): string {
  return `${JSON.stringify(key)}: ${value}`;
}
