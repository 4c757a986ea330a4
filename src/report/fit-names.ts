import { printable } from './printable.ts';

/** The first names, as many as fit into `width` characters, and how many more there are. */
export function fitNames(names: readonly string[], width: number): string {
  let text = '';
  for (let position = 0; position < names.length; position++) {
    const name = printable(names[position]!);
    const next = position === 0 ? name : `${text}, ${name}`;
    const left = names.length - position - 1;
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
