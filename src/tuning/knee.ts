/** A point of a falling curve: a budget and its cost in whole bytes. */
export interface CurvePoint {
  readonly budget: number;
  readonly cost: number;
}

/**
 * The knee of a falling curve: up to this budget a layer gains more than the average layer of the curve,
 * beyond it less. It is the point farthest below the straight line from the first point to the last,
 * both axes scaled to 0 … 1 (Satopää et al., "Finding a 'Kneedle' in a Haystack", ICDCS
 * Workshops 2011, doi:10.1109/ICDCSW.2011.20, without their smoothing). Ties go to the smaller
 * budget. Computed in whole numbers, because rounding would find knees in a straight line.
 *
 * @param curve by rising budget
 * @returns undefined if no point is below the line: a curve of one or two points, or one that does not fall
 */
export function knee(curve: readonly CurvePoint[]): number | undefined {
  const points = curve.map(({ budget, cost }) => ({ x: BigInt(budget), y: BigInt(cost), budget }));
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || first.y <= last.y) {
    return undefined;
  }
  const width = last.x - first.x;
  const height = first.y - last.y;
  let deepest = { depth: 0n, budget: undefined as number | undefined };
  for (const { x, y, budget } of points) {
    const depth = width * height - (x - first.x) * height - (y - last.y) * width;
    if (depth > deepest.depth) {
      deepest = { depth, budget };
    }
  }
  return deepest.budget;
}
