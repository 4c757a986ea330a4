/** Milliseconds before the progress is shown. */
const PATIENCE = 1000;

/** The progress of a long computation. */
export interface Progress {
  /** Counts a step; `what` is its kind. */
  step(what: string): void;
  /** Clears the line. */
  end(): void;
}

/**
 * Shows the progress of a computation of `steps` steps in one line, which is overwritten and finally
 * cleared. Shows it only on a terminal, and only after a second.
 */
export function progress(stream: NodeJS.WriteStream, steps: number): Progress {
  const started = performance.now();
  let done = 0;
  let shown = false;
  return {
    step(what) {
      done++;
      if (stream.isTTY && performance.now() - started > PATIENCE) {
        shown = true;
        stream.write(`\r\u001b[K${what}, ${done} of ${steps}`);
      }
    },
    end() {
      if (shown) {
        stream.write('\r\u001b[K');
      }
    },
  };
}
