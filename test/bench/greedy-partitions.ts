/** The cost of a set of vertices as one part. */
export type CostOfPart = (members: readonly number[]) => number;

/**
 * Partitions of n vertices into at most so many parts, for each number asked for: from all alone,
 * the two parts are merged that add least to the cost, and so on. O(n²) costs of parts.
 */
export function greedyPartitions(
  n: number,
  costOf: CostOfPart,
  counts: readonly number[],
): Map<number, number[][]> {
  const parts: (number[] | undefined)[] = Array.from({ length: n }, (_, vertex) => [vertex]);
  const costs = parts.map((part) => costOf(part!));
  const added = new Float64Array(n * n);
  const partner = new Int32Array(n);

  const addedBy = (a: number, b: number): number =>
    costOf([...parts[a]!, ...parts[b]!]) - costs[a]! - costs[b]!;
  const findPartner = (a: number): void => {
    partner[a] = -1;
    for (let b = a + 1; b < n; b++) {
      if (parts[b] && (partner[a] === -1 || added[a * n + b]! < added[a * n + partner[a]!]!)) {
        partner[a] = b;
      }
    }
  };
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) {
      added[a * n + b] = addedBy(a, b);
    }
    findPartner(a);
  }

  const found = new Map<number, number[][]>();
  for (let left = n; left > 0; left--) {
    if (counts.includes(left) || left === n) {
      const now = parts.filter((part) => part !== undefined);
      for (const count of counts.filter((most) => most === left || (left === n && most > n))) {
        found.set(count, now);
      }
    }
    let a = -1;
    for (let other = 0; other < n; other++) {
      if (parts[other] && partner[other]! >= 0) {
        const isLess =
          a === -1 || added[other * n + partner[other]!]! < added[a * n + partner[a]!]!;
        a = isLess ? other : a;
      }
    }
    if (a === -1) {
      break;
    }
    const b = partner[a]!;
    const merged = [...parts[a]!, ...parts[b]!];
    parts[a] = merged;
    parts[b] = undefined;
    costs[a] = costOf(merged);
    for (let other = 0; other < n; other++) {
      if (parts[other] && other !== a) {
        added[Math.min(a, other) * n + Math.max(a, other)] = addedBy(a, other);
      }
    }
    findPartner(a);
    for (let other = 0; other < b; other++) {
      if (parts[other] && other !== a) {
        if (partner[other] === a || partner[other] === b) {
          findPartner(other);
        } else if (other < a && added[other * n + a]! < added[other * n + partner[other]!]!) {
          partner[other] = a;
        }
      }
    }
  }
  return found;
}
