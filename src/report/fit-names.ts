import { printable } from './printable.ts';

const SEPARATOR = ', ';

/**
 * The first names, as many as fit into `width` characters, and the number of the others.
 *
 * @param count the number of all names, if `names` are only the first `mostFitting` of them
 */
export function fitNames(names: readonly string[], width: number, count = names.length): string {
  let text = '';
  for (let position = 0; position < names.length; position++) {
    const name = printable(names[position]!);
    const next = position === 0 ? name : text + SEPARATOR + name;
    const left = count - position - 1;
    const tail = left === 0 ? '' : ` +${left}`;
    if (next.length + tail.length > width) {
      return position === 0
        ? `${name.slice(0, Math.max(0, width - tail.length - 1))}…${tail}`
        : `${text} +${left + 1}`;
    }
    text = next;
  }
  return text;
}

/** The most names that `fitNames` can use: one more than the names of one character that fit. */
export function mostFitting(width: number): number {
  return Math.floor((width + SEPARATOR.length) / (1 + SEPARATOR.length)) + 1;
}
