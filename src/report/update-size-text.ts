import type { UpdateSize } from '../tuning/update-size.ts';
import { percentOf } from './verdict-text.ts';

/**
 * How large an update is and why: `a large one, because of libc6-2.36 and 3 others`.
 *
 * @param cause the name of what brought most, fit to be shown
 */
export function updateSizeText(update: UpdateSize, cause: string): string {
  return `a ${update.size} one, ${becauseText(update, cause)}`;
}

/** Why an update is as large as it is: `because of libc6-2.36 and 3 others`. */
export function becauseText({ causes }: Pick<UpdateSize, 'causes'>, cause: string): string {
  const others = causes === 1 ? '' : ` and ${causes - 1} other${causes === 2 ? '' : 's'}`;
  return `because of ${cause}${others}`;
}

/** What that is measured by, as a sentence. */
export function updateRankText({ above }: UpdateSize): string {
  return `Of the updates of one source that the model expects, ${percentOf(above)} bring less.`;
}
