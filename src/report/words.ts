/** What words on the screen mean, in a line each; `--help` has those of its command. */
export const WORDS = {
  floor: 'the store paths that the client lacks: no layering pulls less',
  pull: 'pulled ÷ floor, the store paths that clients lack; at best 1',
  excess: 'pulled above floor ÷ what one layer would pull above it; at best 0',
  churn: 'layers that changed with no new path in them ÷ floor; at best 0',
  registry: 'layers of all snapshots ÷ their store paths, each once; at best 1',
  cross: 'the same of first snapshots alone: what images share; at best 1',
  release: 'what a release of a 2 MiB application pulls ÷ its size; at best 1',
  carried: 'unchanged paths that are pulled because they share a layer with it',
} as const;

export type Word = keyof typeof WORDS;

/** The words as a part of `--help`. */
export function wordsHelp(words: readonly Word[]): string {
  return ['\nWords:', ...aligned(words).map((line) => `  ${line}`)].join('\n');
}

/** A line for each word, aligned. */
export function aligned(words: readonly Word[]): string[] {
  const width = Math.max(...words.map((word) => word.length));
  return words.map((word) => `${word.padEnd(width)}  ${WORDS[word]}`);
}
