/** What mutated source asks at run time: which mutant is active, and whether a loop has run for too long. */
export const state = {
  /** The number of the active mutant; 0 for none. */
  active: 0,
  /** Turns of loops since it was last set to 0. */
  turns: 0,
  /** Turns of loops after which a test fails, because a mutant made a loop endless. */
  mostTurns: Number.POSITIVE_INFINITY,
};

/** 1 for each mutant that was reached, by number, where that is recorded. */
export const reached: Uint8Array = new Uint8Array(1 << 16);

/** Counts a turn of a loop. @throws Error when there were too many */
export function turn(): void {
  state.turns++;
  if (state.turns > state.mostTurns) {
    throw new Error('a loop does not end');
  }
}
