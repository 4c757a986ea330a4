import { expect, test } from 'vitest';
import { entryTable } from '../../src/closure/entry-table.ts';
import { mergeDuplicates } from '../../src/closure/merge-duplicates.ts';

const [APP, LIB, LIBC] = ['app', 'lib', 'libc'].map(
  (name) => `/nix/store/${'0'.repeat(32)}-${name}`,
);

function merged(...references: readonly (readonly string[])[]): number[] {
  const entries = references.map((list) => ({ path: APP!, narSize: 1, references: list }));
  return [...mergeDuplicates(entryTable([{ path: LIB!, narSize: 1, references: [] }, ...entries]))];
}

test('the first of several entries stays, whatever the order of references and self-references', () => {
  expect(merged([LIB!, LIBC!], [LIBC!, APP!, LIB!, LIBC!], [LIB!, LIBC!])).toEqual([0, 1]);
});

test.each([
  [[LIB!], [LIB!, LIBC!]],
  [[LIB!, LIBC!], [LIB!]],
  [[LIB!], [LIBC!]],
  [[], [LIBC!]],
])('entries that refer to %j and to %j are refused', (first, second) => {
  expect(() => merged(first, second)).toThrow(`${APP}: two entries with different references`);
});
