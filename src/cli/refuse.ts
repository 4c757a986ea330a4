import { describeFinding, InputError } from '../input/input-error.ts';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';

/**
 * Runs `read`, and turns its InputError into a Failure that names the file.
 *
 * @param name the name of the file in messages
 */
export function refusing<Result>(name: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw error instanceof InputError ? namedFailure(error, name) : error;
  }
}

/** The Failure that an InputError, or a Failure without a name, is for the file of this name. */
export function namedFailure(error: InputError | Failure, name: string): Failure {
  if (error instanceof Failure) {
    return new Failure(`${name}: ${error.message}`, error.exitCode, { cause: error });
  }
  const lines = error.findings.map((finding) => `${name}: ${describeFinding(finding)}`);
  const more = error.more === '' ? [] : [error.more];
  return new Failure([...lines, ...more, error.advice].join('\n'), EXIT.refused, { cause: error });
}
