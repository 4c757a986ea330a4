/** The hue of a layer's colour, in degrees: neighbouring layers are far apart, by the golden angle. */
export function layerHue(layer: number): number {
  return Math.round((layer * 137.508 + 210) % 360);
}
