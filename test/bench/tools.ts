import type { Closure } from '../../src/closure/closure.ts';
import type { GroupOptions } from '../../src/layers/group-options.ts';
import { STRATEGY_NAMES, type StrategyName } from '../../src/layers/strategy-names.ts';
import { countImages } from '../../src/tuning/count-images.ts';
import { countReferences } from '../../src/tuning/count-references.ts';

/** The default strategy with popularity counted over images, as its user has it. */
export const OURS = 'expected-pull';
export const OURS_WITHOUT_DATA = 'expected-pull, no data';
/** The same as the first, each snapshot with the grouping of the one before. */
export const OURS_WITH_PREVIOUS = 'expected-pull, previous';

/** The strategies of other programs, by our own ports. */
export const PEERS: readonly StrategyName[] = STRATEGY_NAMES.filter((name) => name !== OURS);

/** A strategy, and after a comma what popularity data it is given besides the usual. */
const TOOLS: readonly string[] = [
  OURS,
  OURS_WITH_PREVIOUS,
  OURS_WITHOUT_DATA,
  'expected-pull, popcount',
  ...PEERS,
];

/**
 * The tools that use these strategies, or have these names: all where neither is given.
 *
 * @throws Error on a name that there is not
 */
export function chooseTools(
  strategies: readonly string[] = [],
  names: readonly string[] = [],
): readonly string[] {
  for (const unknown of [...strategies, ...names].filter((name) => !TOOLS.includes(name))) {
    throw new Error(`there is no "${unknown}", expected one of ${TOOLS.join('; ')}`);
  }
  const isWanted = (tool: string) => names.includes(tool) || strategies.includes(strategyOf(tool));
  return strategies.length + names.length === 0 ? TOOLS : TOOLS.filter(isWanted);
}

/** The options of a tool, its popularity data counted over these first snapshots. */
export function optionsOf(tool: string, firstSnapshots: readonly Closure[]): GroupOptions {
  const strategy = strategyOf(tool);
  if (tool === OURS || tool === OURS_WITH_PREVIOUS) {
    return { strategy, popularity: countImages(firstSnapshots) };
  }
  return tool === OURS_WITHOUT_DATA
    ? { strategy }
    : { strategy, popularity: countReferences(firstSnapshots) };
}

function strategyOf(tool: string): StrategyName {
  return tool.split(', ')[0] as StrategyName;
}
