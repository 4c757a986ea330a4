/** Pixels of a character at 12 px, estimated high enough for every usual font. */
const CHARACTER = 7;
const LEAST_CHARACTERS = 6;

/**
 * The part of a text that fits in `width` pixels.
 *
 * @param how `cut` shortens with an ellipsis; `whole` returns the whole text or nothing
 * @returns an empty string if too little of the text would be left
 */
export function fitting(text: string, width: number, how: 'cut' | 'whole'): string {
  const most = Math.floor(width / CHARACTER);
  if (text.length <= most) {
    return text;
  }
  return how === 'whole' || most < LEAST_CHARACTERS ? '' : `${text.slice(0, most - 1)}…`;
}
