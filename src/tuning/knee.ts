/** A point of a falling curve: what a budget costs. */
export interface CurvePoint {
  readonly budget: number;
  readonly cost: number;
}

/**
 * The knee of a falling curve: up to it layers gain more on the whole than the average layer of the
 * curve, beyond it less. It is the point farthest below the straight line from the first to the last point,
 * both axes scaled to 0 … 1 (Satopää et al., "Finding a 'Kneedle' in a Haystack", ICDCS Workshops
 * 2011, doi:10.1109/ICDCSW.2011.20, without their smoothing). Ties go to the smaller budget.
 *
 * @param curve by rising budget
 * @returns undefined where no point lies below the line: a curve of one or two points, or a flat one
 */
export function knee(curve: readonly CurvePoint[]): number | undefined {
  const first = curve[0];
  const last = curve.at(-1);
  if (first === undefined || last === undefined || first.cost <= last.cost) {
    return undefined;
  }
  let best = { budget: first.budget, depth: 0 };
  for (const { budget, cost } of curve) {
    const along = (budget - first.budget) / (last.budget - first.budget);
    const depth = 1 - along - (cost - last.cost) / (first.cost - last.cost);
    if (depth > best.depth) {
      best = { budget, depth };
    }
  }
  return best.depth > 0 ? best.budget : undefined;
}
