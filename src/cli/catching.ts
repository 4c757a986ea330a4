import { InputError } from '../input/input-error.ts';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';
import { refusal } from './refuse.ts';
import { tell } from './tell.ts';

/** Does the work of the command, and says and sets the exit code if it fails: the one place that catches. */
export async function catching(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    // files are refused where they are read; what is refused here are hints
    const error = thrown instanceof InputError ? refusal(thrown) : thrown;
    process.exitCode = error instanceof Failure ? error.exitCode : EXIT.bug;
    tell(
      error instanceof Failure
        ? error.message
        : `this is a bug, please report it\n${stackOf(error)}`,
    );
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
