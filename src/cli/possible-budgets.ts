import { RUNTIME_LIMITS, type RuntimeName } from '../layers/budget-presets.ts';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';

/**
 * Those of the budgets that leave a layer and that the runtime takes.
 *
 * @param least the least budget that leaves a layer
 * @throws Failure when there are none
 */
export function possibleBudgets(
  budgets: readonly number[],
  least: number,
  runtime: RuntimeName | undefined,
): readonly number[] {
  const most = runtime === undefined ? Number.POSITIVE_INFINITY : RUNTIME_LIMITS[runtime];
  const possible = budgets.filter((budget) => budget >= least && budget <= most);
  if (possible.length === 0) {
    const range = runtime === undefined ? `from ${least} on` : `from ${least} to ${most}`;
    throw new Failure(`none of the budgets is ${range}\ngive others with --budgets`, EXIT.usage);
  }
  return possible;
}
