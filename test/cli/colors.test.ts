import { describe, expect, test } from 'vitest';
import { colorsFor } from '../../src/cli/colors.ts';
import { fixturePath } from '../helpers/fixture.ts';
import { runCommand } from '../helpers/run-command.ts';

const ESCAPE = '\u001b[';

describe('colours', () => {
  const terminal = { isTTY: true };
  test.each([
    ['on a terminal', terminal, 'auto', { TERM: 'xterm' }, true],
    ['on a dumb terminal', terminal, 'auto', { TERM: 'dumb' }, false],
    ['with NO_COLOR', terminal, 'auto', { NO_COLOR: '1' }, false],
    ['with an empty NO_COLOR', terminal, 'auto', { NO_COLOR: '' }, true],
    ['off a terminal', {}, 'auto', {}, false],
    ['off a terminal when asked for', {}, 'always', { NO_COLOR: '1', TERM: 'dumb' }, true],
    ['on a terminal when refused', terminal, 'never', {}, false],
  ] as const)('%s', (_, stream, choice, environment, expected) => {
    expect(colorsFor(stream, choice, environment).red('text').includes(ESCAPE)).toBe(expected);
  });
});

test.each([
  [[], {}, false],
  [[], { NO_COLOR: undefined, FORCE_COLOR: '1' }, false],
  [['--color', 'always'], { NO_COLOR: '1', TERM: 'dumb' }, true],
  [['--color', 'never'], { NO_COLOR: undefined }, false],
])('of the command into a pipe, with %j and %j: %s', async (args, environment, expected) => {
  const file = fixturePath('with-ca.attrs.json');
  const { stdout, stderr } = await runCommand([file, '-o', '-', ...args], { environment });
  expect(stderr.includes(ESCAPE)).toBe(expected);
  expect(stdout.includes(ESCAPE)).toBe(false);
});
