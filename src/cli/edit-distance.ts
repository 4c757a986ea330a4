/** How many letters must be added, left out or replaced to make one word the other. O(length × length). */
export function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let at = 1; at <= to.length; at++) {
      const replaced = previous[at - 1]! + (from[row - 1] === to[at - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[at]! + 1, current[at - 1]! + 1));
    }
    previous = current;
  }
  return previous[to.length]!;
}

/** Those of some words that are nearest to a word, at most `most` of them and as many letters away as a third of its own. */
export function nearest(word: string, words: Iterable<string>, most: number): string[] {
  const limit = Math.ceil(word.length / 3);
  return [...new Set(words)]
    .map((other) => ({ other, distance: editDistance(word, other) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.other < b.other ? -1 : 1))
    .slice(0, most)
    .map(({ other }) => other);
}
