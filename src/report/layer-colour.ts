import type { Grouping } from '../layers/grouping.ts';
import { layerHue } from './layer-hue.ts';

const SATURATION = 0.52;

/**
 * The colour of a layer in exported pictures, as `#rrggbb`.
 *
 * @param layer its index, 0 the bottom
 * @param lightness 0 to 1
 */
export function layerColour(
  { closure, layers }: Grouping,
  layer: number,
  lightness: number,
): string {
  const hue = layerHue(closure, layers[layer]!);
  const chroma = SATURATION * Math.min(lightness, 1 - lightness);
  // the formula of CSS for hsl()
  const channel = (n: number): string => {
    const k = (n + hue / 30) % 12;
    const part = lightness - chroma * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(255 * part)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}
