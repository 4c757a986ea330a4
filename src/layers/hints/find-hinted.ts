import type { Closure } from '../../closure/closure.ts';
import { nameMatcher } from '../../closure/name-matcher.ts';
import { type FindingList, findingList } from '../../input/input-error.ts';
import { withoutBase } from '../base/without-base.ts';
import type { GroupOptions } from '../group-options.ts';
import {
  type FoundHint,
  HINT_KINDS,
  type HintedPaths,
  type HintKind,
  type Hints,
  hintedPaths,
  layersNeeded,
  titleOf,
} from './hints.ts';

/** Kinds of hints that no path can have both of, or of one kind twice. */
const CONTRADICTIONS: readonly (readonly [HintKind, HintKind])[] = [
  ['alone', 'together'],
  ['together', 'together'],
  ['volatile', 'stable'],
];

const ADVICE =
  'a hint is a name, with or without version, a store path, or a glob of these: correct it, or leave it out';

/**
 * Finds the store paths that hints are about. O(n × globs).
 *
 * @param closure without what the base holds
 * @throws InputError when a hint matches nothing or contradicts another, with both and their paths
 */
export function findHinted(closure: Closure, hints: GroupOptions): HintedPaths {
  const all = allHints(closure, hints);
  const findings = findingList();
  addUnmatched(findings, [all], hints);
  all.forEach((hint, at) => {
    for (const other of all.slice(at + 1)) {
      const both = contradict(hint, other) ? commonPaths(hint, other) : [];
      if (both.length > 0) {
        findings.add(() => ({
          place: `${titleOf(hint)} and ${titleOf(other)}`,
          found: `both match ${listOf(both.map((path) => closure.names[path]!))}`,
        }));
      }
    }
  });
  findings.refuse(ADVICE);

  return hintedPaths(all);
}

/**
 * Refuses hints that match nothing in any of several closures.
 *
 * @param closures with what the base holds
 * @throws InputError that names them
 */
export function refuseUnmatched(closures: readonly Closure[], hints: GroupOptions): void {
  const findings = findingList();
  const hintsOf = (closure: Closure) => allHints(withoutBase(closure, hints.base), hints);
  addUnmatched(findings, closures.map(hintsOf), hints);
  findings.refuse(ADVICE);
}

/** @param all the same hints as they were found in each closure */
function addUnmatched(
  findings: FindingList,
  all: readonly (readonly FoundHint[])[],
  { base }: GroupOptions,
): void {
  const outside = base === undefined ? '' : ' that is not in the base';
  all[0]!.forEach((hint, at) => {
    if (all.every((found) => found[at]!.paths.length === 0)) {
      findings.add(() => ({ place: titleOf(hint), found: `matches no store path${outside}` }));
    }
  });
}

/** The hints that match something: an older graph or another image need not contain what they name. */
export function hintsWithin(closure: Closure, hints: Hints): Hints {
  const matching = allHints(closure, hints).filter(({ paths }) => paths.length > 0);
  return Object.fromEntries(
    HINT_KINDS.map((kind) => [
      kind,
      matching.filter((hint) => hint.kind === kind).map(({ glob }) => glob),
    ]),
  );
}

/**
 * Refuses hints that need more layers than a base and a reserve leave.
 *
 * @throws InputError that names them and the paths
 */
export function refuseFewLayers({ names }: Closure, hinted: HintedPaths, layersLeft: number): void {
  const needed = layersNeeded(hinted, names.length);
  if (layersLeft >= needed) {
    return;
  }
  const { found, apart } = hinted;
  const alone = found.filter(({ kind }) => kind === 'alone');
  const rest = needed - apart.size;
  const findings = findingList();
  findings.add(() => ({
    place: listOf(alone.map(titleOf)),
    found:
      `${apart.size} layers of their own (${listOf([...apart].map((path) => names[path]!))})` +
      (rest === 0 ? '' : ', and one for the other store paths'),
    expected: `at most ${layersLeft} by the budget`,
  }));
  findings.refuse('raise the budget, or narrow the hints');
}

function allHints({ names, storePaths }: Closure, hints: Hints): FoundHint[] {
  return HINT_KINDS.flatMap((kind) =>
    [...new Set(hints[kind])].map((glob) => {
      const isMatch = nameMatcher([glob]);
      const paths = [...names.keys()].filter((path) => isMatch(names[path]!, storePaths[path]));
      return { kind, glob, paths };
    }),
  );
}

function contradict(a: FoundHint, b: FoundHint): boolean {
  return CONTRADICTIONS.some(([first, second]) => a.kind === first && b.kind === second);
}

function commonPaths(a: FoundHint, b: FoundHint): number[] {
  const others = new Set(b.paths);
  return a.paths.filter((path) => others.has(path));
}

const MOST_NAMED = 5;

function listOf(texts: readonly string[]): string {
  const more = texts.length - MOST_NAMED;
  return texts.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
