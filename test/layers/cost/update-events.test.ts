import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type UpdateEvents, updateEvents } from '../../../src/layers/cost/update-events.ts';
import { checkProperty } from '../../helpers/check-property.ts';

const SMALL = 1000;
const LARGE = 262_144;

interface Path {
  readonly size: number;
  readonly part: number;
  readonly version: string;
  readonly rate: number;
}

const paths = fc.array(
  fc.record({
    size: fc.constantFrom(0, SMALL - 1, SMALL, LARGE - 1, LARGE, 9e9),
    part: fc.constantFrom(0, 0.03, 0.5, 1),
    version: fc.constantFrom('', '-1.2', '-1.20', '-3.0.14', '-2.40', '-2.40-dev'),
    rate: fc.constantFrom(1, 1, 1, 64, 1 / 64),
  }),
  { minLength: 1, maxLength: 150 },
);

function eventsOf(some: readonly Path[], mostWords: number): UpdateEvents {
  return updateEvents(
    Float64Array.from(some, ({ size }) => size),
    Float64Array.from(some, ({ part }) => part),
    some.map(({ version }, path) => `p${path}${version}`),
    SMALL,
    mostWords,
    Float64Array.from(some, ({ rate }) => rate),
  );
}

/** Each event as the paths that it changes and its weight, the heaviest first, then by the first path. */
function slowEvents(some: readonly Path[]): { paths: number[]; weight: number }[] {
  const events = new Map<string, { paths: number[]; weight: number }>();
  some.forEach(({ size, part, version, rate }, path) => {
    if (size >= SMALL || rate > 1) {
      const number = version.replace('-dev', '');
      const key = number.length > 4 ? number : `${path}`;
      const event = events.get(key) ?? { paths: [], weight: 1 };
      const weight = Math.round((size < LARGE ? 8 : 16) * (1 + part) * rate);
      event.paths.push(path);
      event.weight = Math.max(event.weight, weight);
      events.set(key, event);
    }
  });
  return [...events.values()].sort((a, b) => b.weight - a.weight || a.paths[0]! - b.paths[0]!);
}

test('paths of one version have one event, of the weight that their sizes, popularity and hints say', () => {
  checkProperty(paths, (some) => {
    const { columns, words, wordWeights, scale } = eventsOf(some, 1000);
    const expected = slowEvents(some);
    const withEvent = new Set(expected.flatMap((event) => event.paths));
    columns.forEach((column, path) => {
      expect(column === -1).toBe(!withEvent.has(path));
    });
    const found = expected.map((event) => new Set(event.paths.map((path) => columns[path]!)));
    expect(found.every((of) => of.size === 1)).toBe(true);
    // distinct, in order, and as dense as words of one weight can be
    const inOrder = found.flatMap((of) => [...of]);
    expect(inOrder).toEqual([...new Set(inOrder)].sort((a, b) => a - b));
    expect(inOrder.map((column) => wordWeights[column >> 5])).toEqual(
      expected.map(({ weight }) => weight),
    );
    const counts = new Map<number, number>();
    for (const { weight } of expected) {
      counts.set(weight, (counts.get(weight) ?? 0) + 1);
    }
    expect(words).toBe([...counts.values()].reduce((sum, count) => sum + Math.ceil(count / 32), 0));
    expect([wordWeights.length, scale]).toEqual([words, 1]);
  });
});

test('where words are too few the heaviest events are kept, and the scale makes up for the others', () => {
  checkProperty(fc.tuple(paths, fc.integer({ min: 1, max: 4 })), ([some, mostWords]) => {
    const all = eventsOf(some, 1000);
    const few = eventsOf(some, mostWords);
    expect(few.words).toBe(Math.min(mostWords, all.words));
    expect(few.wordWeights).toEqual(all.wordWeights.slice(0, mostWords));
    expect(few.columns).toEqual(
      all.columns.map((column) => (column < 32 * mostWords ? column : -1)),
    );
    const weightOf = (events: UpdateEvents) =>
      [...new Set(events.columns)]
        .filter((column) => column >= 0)
        .reduce((sum, column) => sum + events.wordWeights[column >> 5]!, 0);
    const scale = all.words === 0 ? 1 : weightOf(all) / weightOf(few);
    expect(few.scale).toBeCloseTo(scale, 12);
  });
});
