// Control characters could control the terminal; bidirectional and other invisible format characters
// could show a text that is not there.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Text from an input, safe to show: unprintable characters are replaced by `\u{…}`. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (found) => `\\u{${found.codePointAt(0)!.toString(16)}}`);
}
