import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitNames, mostFitting } from '../../src/report/fit-names.ts';
import { wrap } from '../../src/report/wrap.ts';
import { checkProperty } from '../helpers/check-property.ts';

const names = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 12 });

test('names are listed as far as they fit, the others are counted', () => {
  checkProperty(fc.tuple(names, fc.integer({ min: 8, max: 60 })), ([all, width]) => {
    const text = fitNames(all, width);
    expect(text.length).toBeLessThanOrEqual(width);
    const [, shownText = '', more] = /^(.*?)(?: \+([0-9]+))?$/.exec(text)!;
    const shown = shownText === '' ? [] : shownText.split(', ');
    expect(shown.length + Number(more ?? 0)).toBe(all.length);
    shown.forEach((name, index) => {
      expect(
        name.endsWith('…') ? all[index]!.startsWith(name.slice(0, -1)) : name === all[index],
      ).toBe(true);
    });
  });
});

test('the first names are enough, with the count of all', () => {
  const short = fc.array(fc.stringMatching(/^[a-z\u202e]{1,2}$/), { maxLength: 30 });
  checkProperty(fc.tuple(short, fc.nat(40)), ([all, width]) => {
    const first = all.slice(0, mostFitting(width));
    expect(fitNames(first, width, all.length)).toBe(fitNames(all, width));
  });
});

test('lines are broken at spaces and wider than requested only for a longer word', () => {
  checkProperty(fc.tuple(names, fc.integer({ min: 1, max: 40 })), ([words, width]) => {
    const lines = wrap(words.join(' '), width);
    expect(lines.join(' ')).toBe(words.join(' '));
    for (const line of lines) {
      expect(line.length <= width || !line.includes(' ')).toBe(true);
    }
    for (const [index, line] of lines.slice(1).entries()) {
      expect(lines[index]!.length + 1 + line.split(' ')[0]!.length).toBeGreaterThan(width);
    }
  });
});
