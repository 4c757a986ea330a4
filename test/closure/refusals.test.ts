import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseClosure } from '../../src/closure/parse-closure.ts';
import { InputError } from '../../src/input/input-error.ts';
import { fixturePath } from '../helpers/fixture.ts';
import { REFUSALS } from '../helpers/refusals.ts';

function refusalOf(input: string | Uint8Array): InputError {
  try {
    parseClosure(input);
  } catch (error) {
    if (error instanceof InputError) {
      return error;
    }
    throw error;
  }
  throw new Error('not refused');
}

// the command unpacks the one, and recognises the others as something else
const { 'gzip.json': _, 'narinfo.txt': __, 'two-values.json': ___, ...refusals } = REFUSALS;

test.each(Object.entries(refusals))('%s is refused with its findings and advice', (name, lines) => {
  const { message, advice } = refusalOf(readFileSync(fixturePath(`invalid/${name}`)));
  expect([...message.split('\n'), advice]).toEqual(lines);
});

const APP = `/nix/store/${'a'.repeat(32)}-app`;
const LIB = `/nix/store/${'b'.repeat(32)}-lib`;
const HASH = 'sha256:0000000000000000000000000000000000000000000000000000';

test.each([
  [[APP, HASH, '1', '', '1', LIB, LIB, HASH, 'x', '', '0'], 'line 9: "x", expected narSize'],
  [[APP, HASH, '1', '', '1', 'lib', LIB, HASH, '1', '', '0'], 'line 6: "lib", expected a store'],
  [[APP, HASH, '1', '', '2', LIB, 'lib', LIB, HASH, '1', '', '0'], 'line 7: "lib", expected a'],
  [[APP, HASH, '1', '', '0', 'lib', HASH, '1', '', '0'], 'line 6: "lib", expected a store path'],
  [[APP, HASH, '1', '', '0', LIB, HASH, '9007199254740992', '', '0'], 'line 8: 9007199254740992'],
  [[APP, LIB], 'line 2: the form of exportReferencesGraph without structured attributes'],
  [[APP, LIB, 'x'], 'line 2: a list of store paths'],
  [[APP, '', 'x'], 'line 2: the form of exportReferencesGraph without structured attributes'],
])('a registration is refused with the line: %#', (lines, message) => {
  expect(refusalOf(lines.join('\n')).message).toContain(message);
});

test.each([
  ['{"version": 2, "paths": {}}', 'the listing of a nario archive, expected a closure graph'],
  ['{"version": 2, "other": {}}', 'no exportReferencesGraph, expected a closure graph'],
  [`{"other": 1, "${APP}": {"narSize": -1, "references": []}}`, `["${APP}"].narSize: -1`],
  [`{"${APP}": {"narSize": 1, "references": ["x"]}}`, `["${APP}"].references[0]: "x"`],
  [`{"app": 1, "${APP}": {"narSize": 1, "references": []}}`, 'app: 1, expected an object'],
])('a JSON graph is refused with the place: %s', (text, message) => {
  expect(refusalOf(text).message).toContain(message);
});

test('of many graphs ten are listed', () => {
  const names = Array.from({ length: 12 }, (_, index) => `g${index + 10}`);
  const graphs = (count: number) =>
    JSON.stringify({
      exportReferencesGraph: Object.fromEntries(names.slice(0, count).map((name) => [name, []])),
    });
  expect(refusalOf(graphs(12)).message).toMatch(/12 graphs \("g10".*"g19", and 2 more\), expected/);
  expect(refusalOf(graphs(11)).message).toMatch(/11 graphs \("g10".*"g19", and 1 more\), expected/);
  expect(refusalOf(graphs(10)).message).toMatch(/10 graphs \("g10".*"g19"\), expected one$/);
});
