/**
 * The layer of each store path. O(n).
 *
 * @param n how many store paths there are, each in one of the layers
 * @param layers their paths
 * @returns n indices of layers
 */
export function layerOfEach(n: number, layers: readonly Iterable<number>[]): Uint32Array {
  const layerOf = new Uint32Array(n);
  layers.forEach((members, layer) => {
    for (const path of members) {
      layerOf[path] = layer;
    }
  });
  return layerOf;
}
