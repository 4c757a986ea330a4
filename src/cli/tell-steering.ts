import type { Grouping } from '../layers/grouping.ts';
import { steeringText } from '../report/steering-text.ts';
import { tell } from './tell.ts';

/** Tells which hints are in effect and what became of the earlier grouping, where the answer is other data. */
export function tellSteering(grouping: Grouping): void {
  for (const line of steeringText(grouping)) {
    tell(line);
  }
}
