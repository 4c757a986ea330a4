import { printable } from './printable.ts';

/** A name as code, in which no character means anything to Markdown or to a table. */
export function inCode(name: string): string {
  return `\`${printable(name).replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}

/** A table; its cells contain no line breaks. */
export function markdownTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A part that is shown when its title is pressed. */
export function folded(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}
