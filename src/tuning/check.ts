import { nameMatcher } from '../closure/name-matcher.ts';
import { nameWithoutVersion } from '../closure/name-parts.ts';
import type { Grouping } from '../layers/grouping.ts';
import { summarize } from '../layers/summarize.ts';
import type { CheckConfig } from './check-config.ts';
import type { UpdatePull } from './common-layers.ts';

/** The rules of a config, in the order in which they are checked. */
export const RULES = [
  'maxLayers',
  'maxLargestShare',
  'maxPulledBytes',
  'maxPullExcess',
  'forbidden',
] as const satisfies readonly (keyof CheckConfig)[];

export type Rule = (typeof RULES)[number];

/** A rule that a grouping breaks. */
export interface CheckFinding {
  readonly rule: Rule;
  /** What is wrong, as a sentence. */
  readonly message: string;
  /** The line of config that would make the grouping obey the rule, if one is known. */
  readonly fix?: string;
  /** The line of config that would allow all findings of this rule. */
  readonly accept: string;
}

/** The result of checking a grouping. */
export interface CheckResult {
  /** The rules that were checked. */
  readonly checked: readonly Rule[];
  /** Rules on updates that could not be checked, because there is no update. */
  readonly unchecked: readonly Rule[];
  /** In the order of the rules, then of the names in a rule, then in canonical order. */
  readonly findings: readonly CheckFinding[];
}

/**
 * Checks a grouping against rules.
 *
 * @param updates what the update from each older graph pulls; every one must obey the rules
 */
export function check(
  grouping: Grouping,
  config: CheckConfig,
  updates: readonly UpdatePull[],
): CheckResult {
  const isUnchecked = (rule: Rule) => UPDATE_RULES.has(rule) && updates.length === 0;
  const asked = RULES.filter((rule) => config[rule] !== undefined);
  const checked = asked.filter((rule) => !isUnchecked(rule));
  return {
    checked,
    unchecked: asked.filter(isUnchecked),
    findings: checked.flatMap((rule) => findingsOf(rule, grouping, config, updates)),
  };
}

function findingsOf(
  rule: Rule,
  grouping: Grouping,
  config: CheckConfig,
  updates: readonly UpdatePull[],
): CheckFinding[] {
  const limit = config[rule] as number;
  const { layers, largestShare } = summarize(grouping);
  switch (rule) {
    case 'maxLayers':
      return atMost(rule, layers, limit, 'layers', `"budget": ${limit}`);
    case 'maxLargestShare':
      return atMost(rule, largestShare, limit, 'of the image is in the largest layer');
    case 'maxPulledBytes': {
      const pulled = Math.max(...updates.map((update) => update.pulled));
      return atMost(rule, pulled, limit, 'bytes are pulled by the update');
    }
    case 'maxPullExcess': {
      const excess = Math.max(...updates.map((update) => update.excess));
      return atMost(rule, excess, limit, 'is the excess of the update');
    }
    case 'forbidden':
      return forbidden(grouping, config.forbidden!, config.allowed ?? []);
  }
}

const UPDATE_RULES: ReadonlySet<Rule> = new Set(['maxPulledBytes', 'maxPullExcess']);

function atMost(
  rule: Rule,
  found: number,
  limit: number,
  of: string,
  fix?: string,
): CheckFinding[] {
  if (found <= limit) {
    return [];
  }
  const shown = roundUp(found);
  const message = `${shown} ${of}, more than ${limit}`;
  return [{ rule, message, ...(fix && { fix }), accept: `"${rule}": ${shown}` }];
}

/** Three digits of a fraction, rounded up so that the rule with this number accepts it. */
export function roundUp(found: number): number {
  return Number.isInteger(found) ? found : Math.ceil(found * 1000) / 1000;
}

function forbidden(
  { closure: { names, storePaths } }: Grouping,
  patterns: readonly string[],
  allowed: readonly string[],
): CheckFinding[] {
  const isForbidden = nameMatcher(patterns);
  const isAllowed = nameMatcher(allowed);
  const found = names.filter(
    (name, path) => isForbidden(name, storePaths[path]) && !isAllowed(name, storePaths[path]),
  );
  const exceptions = new Set([...allowed, ...found.map(nameWithoutVersion)]);
  const accept = `"allowed": ${JSON.stringify([...exceptions])}`;
  return found.map((name) => ({
    rule: 'forbidden',
    message: `${name} is in the closure`,
    accept,
  }));
}
