import { expect, test } from 'vitest';
import { answerView } from '../../src/cli/answer-view.ts';

test.each([
  ['-', { isTTY: true, columns: 60 }, 'auto', 60, true],
  ['-', { isTTY: true, columns: 0 }, 'never', 100, false],
  ['-', {}, 'auto', 100, false],
  ['answer.txt', { isTTY: true, columns: 60 }, 'auto', 100, false],
  ['answer.txt', {}, 'always', 100, true],
] as const)(
  'an answer to %s beside a terminal %j, colours %s: %d columns, coloured %s',
  (...row) => {
    const [out, stdout, color, width, isColored] = row;
    const view = answerView({ out, color }, stdout, { TERM: 'xterm' });
    expect([view.width, view.colors.isColorSupported]).toEqual([width, isColored]);
  },
);
