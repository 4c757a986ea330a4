import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hintedPaths } from '../../../src/layers/hints/hints.ts';
import { obeyHints, obeying } from '../../../src/layers/hints/obey-hints.ts';
import type { Strategy, StrategyInput } from '../../../src/layers/strategy.ts';
import { checkProperty } from '../../helpers/check-property.ts';
import { closureOfNames } from '../../helpers/closure-of-names.ts';

const PATHS = 12;
const each = { minLength: PATHS, maxLength: PATHS };

/** What each path is about: 0 alone, 1 and 2 together with those of the same number. */
const hints = fc.array(fc.nat(7), each).map((kinds) => {
  const of = (wanted: number) => [...kinds.keys()].filter((path) => kinds[path] === wanted);
  const found = [
    { kind: 'alone' as const, glob: 'a', paths: of(0) },
    { kind: 'together' as const, glob: 'b', paths: of(1) },
    { kind: 'together' as const, glob: 'c', paths: of(2) },
  ];
  return hintedPaths(found.filter(({ paths }) => paths.length > 0));
});

const layerings = fc
  .array(fc.nat(5), each)
  .map((numbers) =>
    [0, 1, 2, 3, 4, 5]
      .map((layer) => [...numbers.keys()].filter((path) => numbers[path] === layer))
      .filter((members) => members.length > 0),
  );

const sortedSets = (layers: readonly (readonly number[])[]): string[] =>
  layers.map((members) => [...members].sort((a, b) => a - b).join()).sort();

test('what is together goes where most of its bytes are, what is alone leaves, and nothing else moves', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 3 }), each);
  checkProperty(fc.tuple(layerings, hints, sizes), ([layers, hinted, narSizes]) => {
    const expected = layers.map((members) => new Set(members));
    for (const set of hinted.together) {
      const bytes = layers.map((members) =>
        members.reduce((sum, path) => sum + (set.includes(path) ? narSizes[path]! : 0), 0),
      );
      const most = bytes.indexOf(Math.max(...bytes));
      for (const path of set) {
        for (const members of expected) {
          members.delete(path);
        }
        expected[most]!.add(path);
      }
    }
    for (const path of hinted.apart) {
      for (const members of expected) {
        members.delete(path);
      }
    }
    const alone = [...hinted.apart].map((path) => [path]);
    const left = expected.map((members) => [...members]).filter(({ length }) => length > 0);
    const found = obeyHints(layers, hinted, Float64Array.from(narSizes));
    expect(sortedSets(found)).toEqual(sortedSets([...left, ...alone]));
  });
});

test('a strategy groups at the largest budget up to which all that it makes, made to obey, holds', () => {
  const closure = closureOfNames(Array.from({ length: PATHS }, (_, path) => `p${path}`));
  /** As many layers as the budget, each of every so manieth path. */
  const strategy: Strategy = () => (budget) => {
    const layers = Array.from({ length: budget }, (_, layer) => ({
      members: [...closure.names.keys()].filter((path) => path % budget === layer),
    }));
    return layers.filter(({ members }) => members.length > 0);
  };
  checkProperty(fc.tuple(hints, fc.nat(8)), ([hinted, more]) => {
    const { apart, together } = hinted;
    const budget = apart.size + 1 + more;
    const found = obeying(strategy)({ closure, hinted } as StrategyInput)(budget);
    const unaware = strategy({ closure, hinted } as StrategyInput);
    const membersAt = (tried: number) =>
      obeyHints(
        unaware(tried).map(({ members }) => members),
        hinted,
        closure.narSizes,
      );
    expect(found.length).toBeLessThanOrEqual(budget);
    let best = membersAt(1);
    for (let tried = 1; tried <= budget && membersAt(tried).length <= budget; tried++) {
      best = membersAt(tried);
    }
    const isHinted = apart.size > 0 || together.length > 0;
    expect(sortedSets(found.map(({ members }) => members))).toEqual(
      sortedSets(isHinted ? best : unaware(budget).map(({ members }) => members)),
    );
  });
});
