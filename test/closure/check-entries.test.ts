import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkEntries } from '../../src/closure/check-entries.ts';
import { entryTableBuilder } from '../../src/closure/entry-table.ts';
import { listedEntries } from '../../src/closure/graph-record.ts';
import { successors } from '../../src/graph/csr.ts';
import { InputError } from '../../src/input/input-error.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { randomGraphs } from '../helpers/random-graphs.ts';

/** Whether a value is an entry, as the checks that describe what is wrong have it. */
function isEntry(value: unknown): boolean {
  try {
    return checkEntries(listedEntries([], [value])).owners.length === 1;
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return false;
  }
}

const SOUND = `/nix/store/${'0'.repeat(32)}-sound`;

const path = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(SOUND, `${SOUND}-1.0`, `/nix/store/${'a'.repeat(32)}-a`),
  },
  fc.constantFrom('', '/', `${SOUND}/bin`, `${SOUND}\n`, SOUND.slice(1), SOUND.slice(0, -5)),
  fc.constantFrom(null, 7, {}, [SOUND]),
);

const narSize = fc.oneof(
  { weight: 3, arbitrary: fc.nat() },
  fc.constantFrom(-0, 2 ** 53 - 1, 2 ** 53, -1, 1.5, Number.NaN, '7', null, true),
);

const references = fc.oneof(
  { weight: 5, arbitrary: fc.array(path, { maxLength: 3 }) },
  fc.constantFrom(null, SOUND, {}, { length: 0 }),
);

/** Values of which some are entries, and most are almost entries. */
const almostEntries = fc.oneof(
  { weight: 9, arbitrary: fc.record({ path, narSize, references }, { requiredKeys: [] }) },
  fc.record({ path, narSize, references, valid: fc.constantFrom(true, null), other: fc.nat() }),
  fc.constantFrom(null, undefined, 'entry', 7, [], [SOUND, 7, []]),
);

test('the table accepts exactly what the checks accept', () => {
  checkProperty(
    fc.array(almostEntries, { maxLength: 5 }),
    (values) => {
      const { add } = entryTableBuilder();
      const taken = values.map(add);
      expect(taken).toEqual(values.map(isEntry));
    },
    5000,
  );
});

test('a refused entry does not change those before and after it', () => {
  checkProperty(fc.tuple(randomGraphs, fc.array(almostEntries)), ([{ entries }, others]) => {
    const strange = others.filter((value) => !isEntry(value));
    const { add, table } = entryTableBuilder();
    for (const value of entries.flatMap((entry, index) => [strange[index], entry])) {
      add(value);
    }
    const { storePaths, owners, narSizes, references } = table();
    expect(
      owners.map((owner, entry) => ({
        path: storePaths[owner],
        narSize: narSizes[entry],
        references: Array.from(successors(references, entry), (number) => storePaths[number]),
      })),
    ).toEqual(entries);
  });
});

test('each store path has one number and its own name', () => {
  checkProperty(randomGraphs, ({ entries }) => {
    const { numbers, storePaths, names } = checkEntries(listedEntries([], entries));
    const all = entries.flatMap((entry) => [entry.path, ...entry.references]);
    expect([...numbers]).toEqual([...new Set(all)].map((storePath, number) => [storePath, number]));
    expect(storePaths).toEqual([...numbers.keys()]);
    expect(names).toEqual(
      storePaths.map((storePath) => storePath.slice('/nix/store/'.length + 33)),
    );
  });
});

test('every finding is reported with the place of its entry', () => {
  const sound = { path: SOUND, narSize: 1, references: [] };
  const values = [{ ...sound, narSize: -1 }, sound, { ...sound, path: 7 }, null];
  const refused = () => checkEntries(listedEntries(['graph'], values));
  expect(refused).toThrow(InputError);
  expect(refused).toThrow(/^graph\[0\]\.narSize: -1.*\ngraph\[2\]\.path: 7.*\ngraph\[3\]: null.*$/);
});

test('store paths in another store dir are refused', () => {
  const entry = (storePath: string) => ({ path: storePath, narSize: 1, references: [] });
  const other = SOUND.replace('/nix/', '/gnu/');
  const check =
    (...paths: string[]) =>
    () =>
      checkEntries(listedEntries([], paths.map(entry)));
  expect(check(SOUND, other)).toThrow(InputError);
  expect(check(SOUND, `${SOUND}-1.0`)).not.toThrow();
});
