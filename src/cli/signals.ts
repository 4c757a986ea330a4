import { EXIT } from './exit-codes.ts';

/**
 * Makes SIGINT and SIGTERM clean up and then exit with 130 or 143, until the returned function is called.
 * At other times the signals end the process at once, even during a long computation, and a shell
 * reports the same two numbers.
 */
export function onSignal(cleanUp: () => void): () => void {
  const end = (exitCode: number) => () => {
    cleanUp();
    process.exit(exitCode);
  };
  const interrupt = end(EXIT.interrupted);
  const terminate = end(EXIT.terminated);
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', terminate);
  return () => {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', terminate);
  };
}
