import { MOST_LAYERS } from '../layers/budget-presets.ts';
import { printable } from '../report/printable.ts';
import { writeDescriptor } from './write-descriptor.ts';

/** Writes a message for the user to stderr, if that is possible, with unprintable characters replaced. */
export function tell(message: string): void {
  const [first, ...rest] = message.split('\n').map(printable);
  writeDescriptor(2, `${[`group-layers: ${first}`, ...rest].join('\n')}\n`).catch(() => {});
}

/** Messages of a command, which are told, or with --json kept for the answer, or with --quiet neither. */
export function notesFor({ quiet, json }: { readonly quiet?: true; readonly json?: true }) {
  const notes: string[] = [];
  const keep = (message: string) => void notes.push(message);
  return { notes, note: quiet ? () => {} : json ? keep : tell };
}

/** Warns if a budget is over what every runtime accepts. */
export function warnOfManyLayers(budget: number, note: (message: string) => void): void {
  if (budget > MOST_LAYERS) {
    note(
      `warning: a budget of ${budget} is over ${MOST_LAYERS}, the most layers that every runtime accepts`,
    );
  }
}
