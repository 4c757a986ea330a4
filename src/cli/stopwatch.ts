/** Measures a run of the command by its phases. */
export interface Stopwatch {
  /** Ends a phase, which began where the last one ended; the first began with the process. */
  readonly end: (phase: string) => void;
  /** Milliseconds by phase, in the order of the first time each ended. */
  readonly phases: () => Readonly<Record<string, number>>;
}

/** Starts with the process, so that the first phase counts what node needs to begin. */
export function stopwatch(): Stopwatch {
  const phases = new Map<string, number>();
  let last = 0;
  return {
    end(phase) {
      const now = performance.now();
      phases.set(phase, (phases.get(phase) ?? 0) + now - last);
      last = now;
    },
    phases: () =>
      Object.fromEntries([...phases].map(([phase, time]) => [phase, Math.round(time * 10) / 10])),
  };
}
