import type { Closure } from '../../src/closure/closure.ts';
import { parseClosure } from '../../src/closure/parse-closure.ts';
import { groupLayers } from '../../src/layers/group-layers.ts';
import type { PopularityData } from '../../src/layers/popularity-data.ts';
import type { StrategyName } from '../../src/layers/strategy-names.ts';
import { partition } from './partition.ts';

/** Each strategy's recorded layers by budget, as indices into the graph of an `.attrs.json`. */
type Recorded = Partial<Record<StrategyName, Record<string, readonly (readonly number[])[]>>>;

export interface Comparison {
  readonly strategy: StrategyName;
  readonly budget: number;
  readonly ours: readonly string[];
  readonly recorded: readonly string[];
}

/** Our partitions of a graph and the recorded ones of another program. */
export function recordedPartitions(
  attrsJson: string,
  recordedJson: string,
  popularity: PopularityData,
): Comparison[] {
  const closure = parseClosure(attrsJson);
  const paths: string[] = JSON.parse(attrsJson).graph.map(({ path }: { path: string }) => path);
  return Object.entries(JSON.parse(recordedJson) as Recorded).flatMap(([name, byBudget]) =>
    Object.entries(byBudget).map(([budget, layers]) => ({
      strategy: name as StrategyName,
      budget: Number(budget),
      ours: ourPartition(closure, name as StrategyName, Number(budget), popularity),
      recorded: partition(
        layers.map((members) => ({ members })),
        paths,
      ),
    })),
  );
}

function ourPartition(
  closure: Closure,
  strategy: StrategyName,
  budget: number,
  popularity: PopularityData,
): string[] {
  const { layers } = groupLayers(closure, { strategy, budget, popularity });
  return partition(layers, closure.storePaths);
}
