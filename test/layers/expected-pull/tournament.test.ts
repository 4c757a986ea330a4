import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tournament } from '../../../src/layers/expected-pull/tournament.ts';
import { checkProperty } from '../../helpers/check-property.ts';

const score = fc.oneof(fc.nat(5), fc.constant(Number.POSITIVE_INFINITY));

test('the best is the first of those with the lowest score, whatever changes', () => {
  checkProperty(
    fc.tuple(fc.array(score, { minLength: 1 }), fc.array(fc.tuple(fc.nat(), score))),
    ([first, changes]) => {
      const scores = Float64Array.from(first);
      const { best, changed } = tournament(scores);
      expect(best()).toBe(scores.indexOf(Math.min(...scores)));
      for (const [at, value] of changes) {
        const player = at % scores.length;
        scores[player] = value;
        changed(player);
        expect(best()).toBe(scores.indexOf(Math.min(...scores)));
      }
    },
  );
});
