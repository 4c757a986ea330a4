import { nameWithoutVersion } from '../closure/name-parts.ts';

/** Whether a name, with or without version, matches one of the patterns; `*` stands for any characters. */
export function nameMatcher(patterns: readonly string[]): (name: string) => boolean {
  const expressions = patterns.map((pattern) => {
    const literals = pattern.split(/\*+/);
    const escaped = literals.map((literal) => literal.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${escaped.join('.*')}$`, 's');
  });
  return (name) =>
    [name, nameWithoutVersion(name)].some((text) =>
      expressions.some((expression) => expression.test(text)),
    );
}
