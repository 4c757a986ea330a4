import { printable } from '../report/printable.ts';
import { writeDescriptor } from './write-descriptor.ts';

/** Writes a message for the user to stderr, if that is possible, with unprintable characters replaced. */
export function tell(message: string): void {
  const [first, ...rest] = message.split('\n').map(printable);
  writeDescriptor(2, `${[`group-layers: ${first}`, ...rest].join('\n')}\n`).catch(() => {});
}
