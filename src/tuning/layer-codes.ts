/** The number of layers that fit into one byte. */
const BYTE = 256;

/** Encodes the layer of each path as base64, one byte per path, or two if there are over 256 layers. */
export function encodeLayers(layerOf: ArrayLike<number>, layers: number): string {
  let bytes = '';
  for (let path = 0; path < layerOf.length; path++) {
    const layer = layerOf[path]!;
    bytes += String.fromCharCode(layer % BYTE);
    if (layers > BYTE) {
      bytes += String.fromCharCode(Math.floor(layer / BYTE));
    }
  }
  return btoa(bytes);
}

/** Decodes the result of `encodeLayers` to the paths of each layer, ascending. */
export function decodeLayers({
  layerOf,
  layers,
}: {
  readonly layerOf: string;
  readonly layers: number;
}): number[][] {
  const bytes = atob(layerOf);
  const width = layers > BYTE ? 2 : 1;
  const members: number[][] = Array.from({ length: layers }, () => []);
  for (let at = 0; at < bytes.length; at += width) {
    const high = width === 2 ? bytes.charCodeAt(at + 1) : 0;
    members[bytes.charCodeAt(at) + high * BYTE]!.push(at / width);
  }
  return members;
}
