/** The hue of a layer's colour, in degrees; the golden angle separates the hues of neighbouring layers. */
export function layerHue(layer: number): number {
  return Math.round((layer * 137.508 + 210) % 360);
}
