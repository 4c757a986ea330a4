import { printable } from './printable.ts';

const ENTITIES: Record<string, string> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for XML, in an element or in quotes. */
export function xmlText(text: string): string {
  return xmlCharacters(text).replace(/[<>&"']/g, (found) => ENTITIES[found]!);
}

/** Printable text without the two characters that XML does not allow. */
export function xmlCharacters(text: string): string {
  return printable(text).replace(/[\ufffe\uffff]/g, '\ufffd');
}
