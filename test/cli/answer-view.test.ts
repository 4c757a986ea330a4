import { describe, expect, test } from 'vitest';
import { answerView } from '../../src/cli/answer-view.ts';

const ESCAPE = '\u001b[';
const TERMINAL = { isTTY: true, columns: 60 };

test.each([
  ['-', TERMINAL, 60],
  ['-', { isTTY: true, columns: 0 }, 100],
  ['-', {}, 100],
  ['answer.txt', TERMINAL, 100],
] as const)(
  'an answer to %s beside a terminal %j has %d columns',
  async (out, stdout, expected) => {
    const { width } = await answerView({ out, color: 'auto' }, stdout);
    expect(width).toBe(expected);
  },
);

describe('colours', () => {
  test.each([
    ['on a terminal', TERMINAL, 'auto', { TERM: 'xterm' }, true],
    ['on a dumb terminal', TERMINAL, 'auto', { TERM: 'dumb' }, false],
    ['with NO_COLOR', TERMINAL, 'auto', { NO_COLOR: '1' }, false],
    ['with an empty NO_COLOR', TERMINAL, 'auto', { NO_COLOR: '' }, true],
    ['off a terminal', {}, 'auto', {}, false],
    ['off a terminal when asked for', {}, 'always', { NO_COLOR: '1', TERM: 'dumb' }, true],
    ['on a terminal when refused', TERMINAL, 'never', {}, false],
  ] as const)('%s', async (_, stdout, color, environment, expected) => {
    const { colors } = await answerView({ out: '-', color }, stdout, environment);

    expect(colors.isColorSupported).toBe(expected);
    for (const name of ['bold', 'cyan', 'dim', 'green', 'red', 'yellow'] as const) {
      expect(colors[name]('text').includes(ESCAPE)).toBe(expected);
    }
  });

  test('in a file only when asked for', async () => {
    for (const color of ['auto', 'always'] as const) {
      const { colors } = await answerView({ out: 'answer.txt', color }, TERMINAL, {});
      expect(colors.red('text').includes(ESCAPE)).toBe(color === 'always');
    }
  });
});
