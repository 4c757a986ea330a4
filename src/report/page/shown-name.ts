import { printable } from '../printable.ts';

/** A printable name of at most `most` characters, cut with an ellipsis if necessary. */
export function shownName(name: string, most = 60): string {
  const text = printable(name.length > 4 * most ? name.slice(0, 4 * most) : name);
  return text.length <= most && name.length <= 4 * most ? text : `${text.slice(0, most - 1)}…`;
}
