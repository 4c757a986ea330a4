import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CurvePoint, knee } from '../../src/tuning/knee.ts';
import { checkProperty } from '../helpers/check-property.ts';

const curves: fc.Arbitrary<CurvePoint[]> = fc
  .array(fc.record({ step: fc.integer({ min: 1, max: 9 }), cost: fc.nat(1_000_000) }), {
    minLength: 1,
    maxLength: 30,
  })
  .map((points) => {
    let budget = 0;
    return points.map(({ step, cost }) => {
      budget += step;
      return { budget, cost };
    });
  });

test('up to the knee a layer gains more than the average one, beyond it less', () => {
  checkProperty(curves, (curve) => {
    const [first, last] = [curve[0]!, curve.at(-1)!];
    // what the layers between two points gain beyond the average layer of the curve
    const beyondAverage = (from: CurvePoint, to: CurvePoint) =>
      (from.cost - to.cost) * (last.budget - first.budget) -
      (first.cost - last.cost) * (to.budget - from.budget);
    const found = curve.find(({ budget }) => budget === knee(curve));
    if (found === undefined) {
      const isBelow = curve.some((point) => beyondAverage(first, point) > 0);
      expect(first.cost <= last.cost || !isBelow).toBe(true);
      return;
    }
    for (const point of curve) {
      if (point.budget < found.budget) {
        expect(beyondAverage(point, found)).toBeGreaterThan(0);
      } else {
        expect(beyondAverage(found, point)).toBeLessThanOrEqual(0);
      }
    }
  });
});

const curve = (...costs: number[]) => costs.map((cost, index) => ({ budget: index + 1, cost }));

test.each([
  ['a corner', curve(100, 20, 10, 0), 2],
  ['two corners alike, of which the first counts', curve(90, 30, 30, 0), 2],
  ['a straight line', curve(30, 20, 10, 0), undefined],
  ['a flat one', curve(10, 10, 10), undefined],
  ['a rising one', curve(0, 10, 20), undefined],
  ['two points', curve(10, 0), undefined],
  ['a point', curve(10), undefined],
  ['nothing', [], undefined],
])('of %s', (_, points, expected) => {
  expect(knee(points)).toBe(expected);
});
