/**
 * Replaces `--` between the series of `compare`, because commander removes the first `--` as the end of
 * options. No argument can be equal to this, since it contains a NUL.
 */
export const SERIES_SEPARATOR = '\0--';

/** The arguments, with each `--` of `compare` replaced by the separator. */
export function keepSeparators(args: readonly string[]): string[] {
  return args[0] === 'compare'
    ? args.map((arg) => (arg === '--' ? SERIES_SEPARATOR : arg))
    : [...args];
}
