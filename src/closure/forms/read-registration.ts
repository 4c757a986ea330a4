import { InputError } from '../../input/input-error.ts';
import { showValue } from '../../input/show-value.ts';
import type { GraphRecord, RawEntry } from '../graph-record.ts';

const REGISTRATION_ADVICE = 'write it again with nix-store --dump-db PATH… or closureInfo';
const LEGACY_ADVICE =
  'this form has no sizes; set __structuredAttrs = true in the derivation, or give `nix path-info --json -r PATH`';

const NAR_HASH = /^(sha256[:-])?[0-9A-Za-z+/=]{43,64}$/;

/**
 * Reads the registration form (`nix-store --dump-db`, closureInfo's `registration`). A record is
 * lines: store path, NAR hash, narSize, deriver or an empty line, number of references, the references.
 *
 * @param text the lines; the last is empty if the text ends with a line feed
 * @throws InputError when a record is incomplete or malformed, or when the text is in the legacy form of
 *   exportReferencesGraph, which has no hashes and sizes
 */
export function readRegistration(text: readonly string[]): GraphRecord {
  const lines = text.at(-1) === '' ? text.slice(0, -1) : text;
  refuseWithoutSizes(lines);
  const entries: RawEntry[] = [];
  for (let line = 0; line < lines.length; ) {
    const start = line;
    const [path, hash, narSize, , count] = lines.slice(line, line + 5);
    expectLine(lines, line + 1, 'a NAR hash', hash !== undefined && NAR_HASH.test(hash));
    expectLine(lines, line + 2, 'narSize, a whole number of bytes', isCount(narSize));
    expectLine(lines, line + 3, 'the deriver or an empty line', line + 3 < lines.length);
    expectLine(lines, line + 4, 'the number of references', isCount(count));
    const end = line + 5 + Number(count);
    expectLine(lines, lines.length, `${count} references of ${cut(path)}`, end <= lines.length);
    entries.push({
      place: ([field, index]) => `line ${start + 1 + lineOf(field) + Number(index ?? 0)}`,
      value: { path, narSize: Number(narSize), references: lines.slice(line + 5, end) },
    });
    line = end;
  }
  return { entries };
}

/** Refuses the legacy form, where the second line of a record is the deriver or empty, and the third the count. */
function refuseWithoutSizes(lines: readonly string[]): void {
  const [, second, third] = lines;
  if (second !== '' && !second?.startsWith('/')) {
    return;
  }
  const isLegacy = second === '' || third === undefined || isCount(third);
  throw new InputError(
    [
      {
        place: 'line 2',
        found: isLegacy
          ? 'the form of exportReferencesGraph without structured attributes'
          : 'a list of store paths',
        expected: 'a form that includes narSize',
      },
    ],
    LEGACY_ADVICE,
  );
}

function cut(path: string | undefined): string {
  return path?.slice(0, LONGEST_SHOWN) ?? '';
}

const LONGEST_SHOWN = 300;

/** The number of lines before a field in its record. */
function lineOf(field: PropertyKey | undefined): number {
  return field === 'narSize' ? 2 : field === 'references' ? 5 : 0;
}

function isCount(line: string | undefined): boolean {
  return line !== undefined && /^[0-9]{1,16}$/.test(line);
}

function expectLine(
  lines: readonly string[],
  index: number,
  expected: string,
  holds: boolean,
): void {
  if (!holds) {
    const found = index < lines.length ? showValue(lines[index]) : 'the end of the input';
    throw new InputError([{ place: `line ${index + 1}`, found, expected }], REGISTRATION_ADVICE);
  }
}
