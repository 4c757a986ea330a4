import { describeFinding, InputError } from '../input/input-error.ts';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';

const MOST_FINDINGS = 10;

/**
 * Runs `read` on the content of a file; what it refuses becomes a failure that names the file.
 *
 * @param name the file as it is called in messages
 */
export function refusing<Result>(name: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError)) {
      throw error;
    }
    const lines = error.findings
      .slice(0, MOST_FINDINGS)
      .map((finding) => `${name}: ${describeFinding(finding)}`);
    const more = error.findings.length - lines.length;
    if (more > 0) {
      lines.push(`and ${more} more`);
    }
    throw new Failure([...lines, error.advice].join('\n'), EXIT.refused, {
      cause: error,
    });
  }
}
