/** Milliseconds before a long computation begins to say how far it is. */
const PATIENCE = 1000;

export interface Progress {
  /** A step is done; `what` says of what kind. */
  step(what: string): void;
  /** Takes the line away. */
  end(): void;
}

/**
 * Says how far a computation of `steps` steps is, in one line that is written over and taken away at
 * the end; only on a terminal, and only once it has taken a second.
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
