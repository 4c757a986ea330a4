/** The end of a run that cannot go on, with a message for the user and an exit code. */
export class Failure extends Error {
  override name = 'Failure';
  readonly exitCode: number;

  /** @param message one line for each thing that is wrong, then a line of advice if there is any */
  constructor(message: string, exitCode: number, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** The message of a system error, without the code and the call that Node.js adds. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return error.message.replace(/^[A-Z0-9_]+: /, '').replace(/, [a-z]+( '.*')?( -> '.*')?$/s, '');
}
