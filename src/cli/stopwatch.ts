/** Measures the phases of a run. */
export interface Stopwatch {
  /** Ends a phase. It began when the previous one ended, the first one with the process. */
  readonly end: (phase: string) => void;
  /** Milliseconds by phase, in the order in which the phases first ended. */
  readonly phases: () => Readonly<Record<string, number>>;
}

/** A stopwatch that started with the process, so that the first phase includes the start of Node.js. */
export function stopwatch(): Stopwatch {
  const phases = new Map<string, number>();
  let last = 0;
  return {
    end(phase) {
      const now = 1e3 * process.uptime();
      phases.set(phase, (phases.get(phase) ?? 0) + now - last);
      last = now;
    },
    phases: () =>
      Object.fromEntries([...phases].map(([phase, time]) => [phase, Math.round(time * 10) / 10])),
  };
}
