// Controls would command the terminal; bidirectional and other invisible format characters would
// show another text than there is.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Text from an input, safe to show: unprintable characters are written out as `\u{…}`. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (found) => `\\u{${found.codePointAt(0)!.toString(16)}}`);
}
