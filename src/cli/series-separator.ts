/**
 * Stands for `--` between the series of `compare`, since commander takes the first `--` away as the
 * end of options. No argument can be this: it has a NUL.
 */
export const SERIES_SEPARATOR = '\0--';

/** The arguments with `--` between the series of `compare` kept. */
export function keepSeparators(args: readonly string[]): string[] {
  return args[0] === 'compare'
    ? args.map((arg) => (arg === '--' ? SERIES_SEPARATOR : arg))
    : [...args];
}
