/** A wide guess at a character's width at 12 px: what fits by it fits in every usual font. */
const CHARACTER = 7;
const LEAST_CHARACTERS = 6;

/**
 * As much of a text as fits in `width` pixels: cut with an ellipsis, or whole or not at all; nothing
 * where too little would be left to read.
 */
export function fitting(text: string, width: number, how: 'cut' | 'whole'): string {
  const most = Math.floor(width / CHARACTER);
  if (text.length <= most) {
    return text;
  }
  return how === 'whole' || most < LEAST_CHARACTERS ? '' : `${text.slice(0, most - 1)}…`;
}
