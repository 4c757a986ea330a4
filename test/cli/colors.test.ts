import { expect, test } from 'vitest';
import { fixturePath } from '../helpers/fixture.ts';
import { runCommand } from '../helpers/run-command.ts';

const ESCAPE = '\u001b[';

test.each([
  [[], {}, false],
  [[], { NO_COLOR: undefined, FORCE_COLOR: '1' }, false],
  [['--color', 'always'], { NO_COLOR: '1', TERM: 'dumb' }, true],
  [['--color', 'never'], { NO_COLOR: undefined }, false],
])(
  'colours of the command into a pipe, with %j and %j: %s',
  async (args, environment, expected) => {
    const file = fixturePath('with-ca.attrs.json');
    const { stdout, stderr } = await runCommand([file, '-o', '-', ...args], { environment });
    expect(stderr.includes(ESCAPE)).toBe(expected);
    expect(stdout.includes(ESCAPE)).toBe(false);
  },
);
