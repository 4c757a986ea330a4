import { parseClosure } from '../../src/closure/parse-closure.ts';
import { groupLayers } from '../../src/layers/group-layers.ts';
import { parsePopularity } from '../../src/layers/parse-popularity.ts';
import type { StrategyName } from '../../src/layers/strategy-names.ts';
import { partition } from './partition.ts';

/** Each strategy's recorded layers by budget, as indices into the graph of an `.attrs.json`. */
type Recorded = Partial<Record<StrategyName, Record<string, readonly (readonly number[])[]>>>;

export interface Comparison {
  readonly strategy: StrategyName;
  readonly budget: number;
  /** Groups as that program does. */
  readonly ours: () => readonly string[];
  readonly recorded: readonly string[];
}

/** Our partitions of a graph and the recorded ones of another program. */
export function recordedPartitions(
  attrsJson: string,
  recordedJson: string,
  popularityJson: string,
): Comparison[] {
  const paths: string[] = JSON.parse(attrsJson).graph.map(({ path }: { path: string }) => path);
  return Object.entries(JSON.parse(recordedJson) as Recorded).flatMap(([name, byBudget]) =>
    Object.entries(byBudget).map(([budget, layers]) => ({
      strategy: name as StrategyName,
      budget: Number(budget),
      ours: () => ourPartition(attrsJson, name as StrategyName, Number(budget), popularityJson),
      recorded: partition(
        layers.map((members) => ({ members })),
        paths,
      ),
    })),
  );
}

function ourPartition(
  attrsJson: string,
  strategy: StrategyName,
  budget: number,
  popularityJson: string,
): string[] {
  const closure = parseClosure(attrsJson);
  const popularity = parsePopularity(popularityJson);
  const { layers } = groupLayers(closure, { strategy, budget, popularity });
  return partition(layers, closure.storePaths);
}
