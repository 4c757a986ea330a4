import { printable } from '../report/printable.ts';

/** Writes a message for the user to stderr, with unprintable characters replaced. */
export function tell(message: string): void {
  const [first, ...rest] = message.split('\n').map(printable);
  process.stderr.write(`${[`group-layers: ${first}`, ...rest].join('\n')}\n`);
}
