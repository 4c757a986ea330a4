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
    if (!(error instanceof InputError)) {
      throw error;
    }
    const lines = error.findings.map((finding) => `${name}: ${describeFinding(finding)}`);
    const more = error.more === '' ? [] : [error.more];
    throw new Failure([...lines, ...more, error.advice].join('\n'), EXIT.refused, {
      cause: error,
    });
  }
}
