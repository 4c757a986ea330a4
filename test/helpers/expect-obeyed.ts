import { expect } from 'vitest';
import { nameMatcher } from '../../src/closure/name-matcher.ts';
import type { Grouping } from '../../src/layers/grouping.ts';
import type { Hints } from '../../src/layers/hints/hints.ts';

/** Expects that what is to be alone is alone, and what is to be together is in one layer. */
export function expectObeyed({ closure, layers }: Grouping, { alone, together }: Hints): void {
  const matching = (glob: string) => {
    const isMatch = nameMatcher([glob]);
    return [...closure.names.keys()].filter((path) =>
      isMatch(closure.names[path]!, closure.storePaths[path]),
    );
  };
  const layerOf = (path: number) => layers.find(({ members }) => members.includes(path))!;
  for (const path of (alone ?? []).flatMap(matching)) {
    expect([...layerOf(path).members]).toEqual([path]);
  }
  for (const glob of together ?? []) {
    expect(new Set(matching(glob).map(layerOf)).size).toBe(1);
  }
}
