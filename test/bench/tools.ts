import type { Closure } from '../../src/closure/closure.ts';
import type { GroupOptions } from '../../src/layers/group-options.ts';
import { STRATEGY_NAMES, type StrategyName } from '../../src/layers/strategy-names.ts';
import { countImages } from '../../src/tuning/count-images.ts';
import { countReferences } from '../../src/tuning/count-references.ts';

/** The default strategy with popularity counted over images, as its user has it. */
export const OURS = 'expected-pull';
export const OURS_WITHOUT_DATA = 'expected-pull, no data';

/** The strategies of other programs, by our own ports. */
export const PEERS: readonly StrategyName[] = STRATEGY_NAMES.filter((name) => name !== OURS);

/** All images of a step grouped together, each inheriting its layers from the step before. */
const FLEET = 'fleet';

/** A strategy, and after a comma what popularity data it is given besides the usual. */
const TOOLS: readonly string[] = [
  OURS,
  `${OURS}, previous`,
  OURS_WITHOUT_DATA,
  `${OURS}, popcount`,
  FLEET,
  ...PEERS,
];

/** Tools that are measured only where they are named: what the others are compared with. */
const ON_DEMAND: readonly string[] = [
  `${OURS_WITHOUT_DATA}, previous`,
  `${FLEET}, fresh`,
  `${FLEET} of one`,
  `${FLEET} of one, fresh`,
];

/** How a tool groups series of images. */
export interface Tool {
  /** Undefined for a tool that groups fleets. */
  readonly options?: GroupOptions;
  /** Whether all images of a step are grouped together. */
  readonly together: boolean;
  /** Whether each snapshot is given the grouping of the one before. */
  readonly inherits: boolean;
}

/**
 * The tools that use these strategies, or have these names: all where neither is given.
 *
 * @throws Error on a name that there is not
 */
export function chooseTools(
  strategies: readonly string[] = [],
  names: readonly string[] = [],
): readonly string[] {
  const all = [...TOOLS, ...ON_DEMAND];
  for (const unknown of [...strategies, ...names].filter((name) => !all.includes(name))) {
    throw new Error(`there is no "${unknown}", expected one of ${all.join('; ')}`);
  }
  const isWanted = (tool: string) =>
    names.includes(tool) || (TOOLS.includes(tool) && strategies.includes(strategyOf(tool)));
  return strategies.length + names.length === 0 ? TOOLS : all.filter(isWanted);
}

/** What a tool does, its popularity data counted over these first snapshots. */
export function toolOf(tool: string, firstSnapshots: readonly Closure[]): Tool {
  if (tool.startsWith(FLEET)) {
    return { together: !tool.includes('of one'), inherits: !tool.endsWith('fresh') };
  }
  const inherits = tool.endsWith(', previous');
  const options = optionsOf(inherits ? tool.slice(0, -', previous'.length) : tool, firstSnapshots);
  return { options, together: false, inherits };
}

function optionsOf(tool: string, firstSnapshots: readonly Closure[]): GroupOptions {
  const strategy = strategyOf(tool);
  if (tool === OURS) {
    return { strategy, popularity: countImages(firstSnapshots) };
  }
  return tool === OURS_WITHOUT_DATA
    ? { strategy }
    : { strategy, popularity: countReferences(firstSnapshots) };
}

function strategyOf(tool: string): StrategyName {
  return tool.split(', ')[0] as StrategyName;
}
