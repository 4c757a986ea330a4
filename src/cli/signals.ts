import { constants } from 'node:os';

/**
 * The signals that ask a process to end and that it can catch. Not those of a crash, and not SIGUSR1, for
 * which Node.js starts its debugger.
 */
const SIGNALS = [
  ...(['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM'] as const),
  ...(['SIGALRM', 'SIGUSR2', 'SIGVTALRM', 'SIGXCPU', 'SIGIO', 'SIGPWR', 'SIGSTKFLT'] as const),
].filter((signal) => constants.signals[signal] !== undefined);

/**
 * Makes signals clean up and then exit with 128 + their number, such as 130 for SIGINT, until the returned
 * function is called. At other times they end the process at once, even during a long computation, and a
 * shell reports the same numbers.
 */
export function onSignal(cleanUp: (signal: NodeJS.Signals) => void): () => void {
  const end = (signal: NodeJS.Signals): void => {
    cleanUp(signal);
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of SIGNALS) {
    process.once(signal, end);
  }
  return () => {
    for (const signal of SIGNALS) {
      process.off(signal, end);
    }
  };
}
