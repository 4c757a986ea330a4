/** Layers that one byte tells apart. */
const BYTE = 256;

/** The layer of each path as text: base64 of a byte for each, of two where there are more layers. */
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

/** The paths of each layer, ascending, from what `encodeLayers` made. */
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
