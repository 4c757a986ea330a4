/** How clusters merge. */
export interface Merging<Cluster> {
  /** What merging two clusters costs; may be Infinity if that is more than `limit`. */
  readonly priceOf: (a: Cluster, b: Cluster, limit: number) => number;
  /** Whether to make the cheapest merge, while there are so many clusters. */
  readonly goOn: (clusters: number, price: number) => boolean;
  readonly join: (a: Cluster, b: Cluster, price: number) => Cluster;
  /**
   * If given, no price is below the size of one cluster × by how much the rate of the other is higher. This is
   * looked at first, and spares most prices.
   */
  readonly rateOf?: (cluster: Cluster) => number;
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
export function mergeCheapest<Cluster extends { readonly size: number }>(
  clusters: readonly Cluster[],
  { priceOf, goOn, join, rateOf = () => Number.NaN }: Merging<Cluster>,
): Cluster[] {
  const { length } = clusters;
  const left = [...clusters];
  const sizes = new Float64Array(length);
  const rates = new Float64Array(length);
  clusters.forEach(setCluster);
  // the place of the next cluster that is left
  const next = Int32Array.from(left.keys(), (place) => place + 1);
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
    setCluster(join(left[place]!, left[gone]!, prices[place]!), place);
    let last = 0;
    for (let before = 0; before < gone; before = next[before]!) {
      if (before !== place && (partners[before] === place || partners[before] === gone)) {
        isStale[before] = 1;
      }
      if (before < place && !(leastPrice(before, place) > prices[before]!)) {
        consider(before, place);
      }
      last = before;
    }
    next[last] = next[gone]!;
    findPartner(place);
  }
  const found: Cluster[] = [];
  for (let place = 0; place < length; place = next[place]!) {
    found.push(left[place]!);
  }
  return found;

  function setCluster(cluster: Cluster, place: number): void {
    left[place] = cluster;
    sizes[place] = cluster.size;
    rates[place] = rateOf(cluster);
  }

  function findPartner(place: number): void {
    const least = isStale[place] === 1 ? prices[place]! : Number.NEGATIVE_INFINITY;
    isStale[place] = 0;
    partners[place] = -1;
    prices[place] = Number.POSITIVE_INFINITY;
    let after = next[place]!;
    while (after < length && prices[place]! > least) {
      if (!(leastPrice(place, after) > prices[place]!)) {
        consider(place, after);
      }
      after = next[after]!;
    }
  }

  /** NaN if no rates are given. */
  function leastPrice(place: number, after: number): number {
    const rise = rates[after]! - rates[place]!;
    return rise > 0 ? sizes[place]! * rise : sizes[after]! * -rise;
  }

  /** Takes a later cluster for a partner if that is cheaper. */
  function consider(place: number, after: number): void {
    const price = priceOf(left[place]!, left[after]!, prices[place]!);
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
      for (let place = 0; place < length; place = next[place]!) {
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
