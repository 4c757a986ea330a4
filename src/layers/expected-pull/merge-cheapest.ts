/** How clusters merge. */
export interface Merging<Cluster> {
  /** What merging two clusters costs; may be Infinity if that is more than `limit`. */
  readonly priceOf: (a: Cluster, b: Cluster, limit: number) => number;
  /** Whether to make the cheapest merge, while there are so many clusters. */
  readonly goOn: (clusters: number, price: number) => boolean;
  readonly join: (a: Cluster, b: Cluster, price: number) => Cluster;
}

/**
 * Agglomerative clustering: makes the cheapest merge of two clusters again and again. Ties go to the
 * earlier cluster, then to its earlier partner; the union stands where the earlier one stood.
 *
 * Each cluster knows its cheapest partner among those after it. If that one merges, its price remains
 * as a lower bound, because no partner gets cheaper except the union, which is considered at once. So
 * another partner is searched only when that bound is the least of all, and the search ends at a
 * partner that costs no more. O(k²) prices for k clusters, and few more for all merges.
 */
export function mergeCheapest<Cluster>(
  clusters: readonly Cluster[],
  { priceOf, goOn, join }: Merging<Cluster>,
): Cluster[] {
  const { length } = clusters;
  const left: (Cluster | undefined)[] = [...clusters];
  const partners = new Int32Array(length).fill(-1);
  const prices = new Float64Array(length).fill(Number.POSITIVE_INFINITY);
  const isStale = new Uint8Array(length);
  for (let place = 0; place < length; place++) {
    findPartner(place);
  }
  for (let count = length; count > 1; count--) {
    const place = cheapest();
    if (prices[place] === Number.POSITIVE_INFINITY || !goOn(count, prices[place]!)) {
      break;
    }
    const gone = partners[place]!;
    left[place] = join(left[place]!, left[gone]!, prices[place]!);
    left[gone] = undefined;
    prices[gone] = Number.POSITIVE_INFINITY;
    findPartner(place);
    for (let before = 0; before < gone; before++) {
      if (before !== place && (partners[before] === place || partners[before] === gone)) {
        isStale[before] = 1;
      }
      if (before < place) {
        consider(before, place);
      }
    }
  }
  return left.filter((cluster) => cluster !== undefined);

  function findPartner(place: number): void {
    const least = isStale[place] === 1 ? prices[place]! : Number.NEGATIVE_INFINITY;
    isStale[place] = 0;
    partners[place] = -1;
    prices[place] = Number.POSITIVE_INFINITY;
    for (let after = place + 1; after < length && prices[place]! > least; after++) {
      consider(place, after);
    }
  }

  /** Takes a later cluster for a partner if that is cheaper. */
  function consider(place: number, after: number): void {
    const [cluster, other] = [left[place], left[after]];
    if (cluster === undefined || other === undefined) {
      return;
    }
    const price = priceOf(cluster, other, prices[place]!);
    if (price < prices[place]!) {
      prices[place] = price;
      if (isStale[place] === 0) {
        partners[place] = after;
      }
    }
  }

  /** The place of the cheapest merge, its partner known. */
  function cheapest(): number {
    for (;;) {
      let best = 0;
      for (let place = 1; place < length; place++) {
        if (prices[place]! < prices[best]!) {
          best = place;
        }
      }
      if (isStale[best] === 0) {
        return best;
      }
      findPartner(best);
    }
  }
}
