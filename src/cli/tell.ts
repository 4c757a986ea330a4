import { printable } from '../report/printable.ts';

/** Says something to the user, on stderr; each line is made safe to show. */
export function tell(message: string): void {
  const [first, ...rest] = message.split('\n').map(printable);
  process.stderr.write(`${[`group-layers: ${first}`, ...rest].join('\n')}\n`);
}
