export type { ClosureOptions } from './closure/build-closure.ts';
export type { Closure } from './closure/closure.ts';
export { type DependencyGraph, dependencyGraph } from './closure/dependency-graph.ts';
export { type Finding, InputError } from './closure/input-error.ts';
export { type ParseOptions, parseClosure } from './closure/parse-closure.ts';
export {
  type Grouping,
  type GroupOptions,
  groupLayers,
} from './layers/group-layers.ts';
export { parsePopularity } from './layers/parse-popularity.ts';
export type { PopularityData } from './layers/popularity.ts';
export { STRATEGY_NAMES, type StrategyName } from './layers/strategies.ts';
export { layersJson, pathsJson } from './report/grouping-json.ts';
