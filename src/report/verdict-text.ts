import type { BudgetPull, Verdict } from '../tuning/verdict.ts';
import { formatSize, percent } from './format-size.ts';

/** Where the budgets stand, in two sentences. */
export function verdictText({ target, best, enough, chosen, nixpkgs }: Verdict): string {
  if (best.expectedPull === 0) {
    return 'No update is expected to pull anything: there is nothing to tune.';
  }
  return (
    `A budget of ${enough.budget} is enough: an update is expected to pull ${pull(enough)}, ` +
    `within ${percentOf(target)} of the best in 1 to ${best.budget}, ${formatSize(best.expectedPull)}. ` +
    `Your budget of ${chosen.budget} pulls ${pull(chosen)}, ` +
    `nixpkgs' default of ${nixpkgs.budget} ${pull(nixpkgs)}.`
  );
}

function pull({ expectedPull, overBest }: BudgetPull): string {
  return `${formatSize(expectedPull)} (${overBest < 0 ? '−' : '+'}${percentOf(Math.abs(overBest))})`;
}

/** A fraction in percent, with one digit after the point unless it is a whole number of percent. */
export function percentOf(part: number): string {
  const text = percent(part, 1) || '0 %';
  return text.replace('.0 %', ' %');
}
