import { nameWithoutVersion } from '../closure/name-without-version.ts';
import type { Grouping } from '../layers/group-layers.ts';
import { summarize } from '../layers/summarize.ts';
import type { CheckConfig } from './check-config.ts';
import type { UpdatePull } from './update-pull.ts';

/** A rule that a grouping breaks. */
export interface CheckFinding {
  readonly rule: keyof CheckConfig;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** The line of config that would accept it. */
  readonly accept: string;
}

/**
 * Holds a grouping against rules.
 *
 * @param update what updates from older graphs pull; without it the rules on that are not checked
 * @returns one finding for each rule broken, for `alone` and `forbidden` one for each store path; in
 *   the order of the rules, then canonical
 */
export function check(
  grouping: Grouping,
  config: CheckConfig,
  update: UpdatePull | undefined,
): CheckFinding[] {
  const { layers, largestShare } = summarize(grouping);
  return [
    ...atMost(config, 'maxLayers', layers, 'layers'),
    ...atMost(
      config,
      'maxLargestShare',
      roundUp(largestShare),
      'of all bytes in the largest layer',
    ),
    ...(update
      ? [
          ...atMost(config, 'maxPulledBytes', update.pulled, 'bytes pulled by the update'),
          ...atMost(
            config,
            'maxPullExcess',
            roundUp(update.excess),
            'of what could be saved is pulled',
          ),
        ]
      : []),
    ...notAlone(grouping, config.alone ?? []),
    ...forbidden(grouping, config.forbidden ?? [], config.allowed ?? []),
  ];
}

type Limit = 'maxLayers' | 'maxLargestShare' | 'maxPulledBytes' | 'maxPullExcess';

function atMost(config: CheckConfig, rule: Limit, found: number, of: string): CheckFinding[] {
  const limit = config[rule];
  return limit === undefined || found <= limit
    ? []
    : [
        {
          rule,
          message: `${found} ${of}, more than ${limit}`,
          accept: `"${rule}": ${found}`,
        },
      ];
}

/** Shares are told with three digits, never too small to be accepted as they are told. */
function roundUp(share: number): number {
  return Math.ceil(share * 1000) / 1000;
}

function notAlone(
  { closure, layers }: Grouping,
  alone: NonNullable<CheckConfig['alone']>,
): CheckFinding[] {
  const findings: CheckFinding[] = [];
  for (const name of alone) {
    const rest = alone.filter((other) => other !== name);
    const accept = `"alone": ${JSON.stringify(rest)}`;
    const paths = closure.names.flatMap((found, path) =>
      found === name || nameWithoutVersion(found) === name ? [path] : [],
    );
    if (paths.length === 0) {
      const message = `${name} is to have a layer of its own, but is not in the closure`;
      findings.push({ rule: 'alone', message, accept });
    }
    for (const path of paths) {
      const { members } = layers.find((layer) => layer.members.includes(path))!;
      if (members.length > 1) {
        const message = `${closure.names[path]} shares its layer with ${members.length - 1} store paths`;
        findings.push({ rule: 'alone', message, accept });
      }
    }
  }
  return findings;
}

function forbidden(
  { closure: { names } }: Grouping,
  patterns: NonNullable<CheckConfig['forbidden']>,
  allowed: NonNullable<CheckConfig['allowed']>,
): CheckFinding[] {
  if (patterns.length === 0) {
    return [];
  }
  const isForbidden = matcher(patterns);
  const isAllowed = allowed.length === 0 ? () => false : matcher(allowed);
  return names
    .filter((name) => isForbidden(name) && !isAllowed(name))
    .map((name) => ({
      rule: 'forbidden',
      message: `${name} is in the closure`,
      accept: `"allowed": ${JSON.stringify([...allowed, nameWithoutVersion(name)])}`,
    }));
}

/** Matches a name, or a name without version, against patterns in which `*` is any characters. */
function matcher(patterns: readonly string[]): (name: string) => boolean {
  const alternatives = patterns.map((pattern) =>
    pattern
      .split('*')
      .map((literal) => literal.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*'),
  );
  const expression = new RegExp(`^(?:${alternatives.join('|')})$`, 's');
  return (name) => expression.test(name) || expression.test(nameWithoutVersion(name));
}
