/** A run that cannot be carried out, with what to tell the user and what to exit with. */
export class Failure extends Error {
  override name = 'Failure';
  readonly exitCode: number;

  /** @param message one line for each thing that is wrong, then a line of advice where there is any */
  constructor(message: string, exitCode: number, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** What the system said, without Node's code and call. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return error.message.replace(/^[A-Z0-9_]+: /, '').replace(/, [a-z]+( '.*')?( -> '.*')?$/s, '');
}
