import type { Closure } from '../closure/closure.ts';
import { withoutBase } from './base/without-base.ts';
import { DEFAULTS, type GroupOptions } from './group-options.ts';
import type { Grouping, PreparedGrouping } from './grouping.ts';
import { findHinted, hintsWithin, refuseFewLayers } from './hints/find-hinted.ts';
import { obeying } from './hints/obey-hints.ts';
import { prepareSteered, type Steering } from './prepare-steered.ts';
import { keepLayers } from './previous/keep-layers.ts';

const STEERING: Steering = { findHinted, refuseFewLayers, obeying, keepLayers };

/** `prepareSteered` with all that any options need. */
export function prepareGrouping(whole: Closure, options: GroupOptions = {}): PreparedGrouping {
  return prepareSteered(whole, options, STEERING);
}

/**
 * The same for an older graph of the image, or for another image, which need not contain what hints are about.
 */
export function prepareOther(whole: Closure, options: GroupOptions): PreparedGrouping {
  const hints = hintsWithin(withoutBase(whole, options.base), options);
  return prepareGrouping(whole, { ...options, ...hints });
}

/**
 * Groups the store paths of a closure into at most `budget` layers, less those of a base and of a reserve. Each
 * store path is in exactly one layer or in the base.
 *
 * Pure and deterministic: the same closure and options give the same grouping, whatever the order
 * of the input was.
 *
 * @throws RangeError when the budget is no whole number of 1 or more, or leaves no layer
 * @throws InputError when a hint matches nothing, contradicts another or needs more layers than are left
 */
export function groupLayers(closure: Closure, options: GroupOptions = {}): Grouping {
  return prepareGrouping(closure, options).explainedAt(options.budget ?? DEFAULTS.budget);
}
