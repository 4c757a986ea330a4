import { basename } from 'node:path';
import type { Closure } from '../../closure/closure.ts';
import { groupNextFleet } from '../../layers/fleet/group-next-fleet.ts';
import { layerRecords } from '../../layers/layer-record.ts';
import { looksLikeGrouping, parseGrouping } from '../../layers/parse-grouping.ts';
import { parsePrevious } from '../../layers/previous/parse-previous.ts';
import { fleetDiffMarkdown, fleetDiffText } from '../../report/fleet-diff-text.ts';
import type { DiffSide } from '../../tuning/diff.ts';
import { diffFleets, type FleetSide } from '../../tuning/diff-fleets.ts';
import { answerView } from '../answer-view.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import { filesOfFolder } from '../files-of-folder.ts';
import { namedFile, refuseSameNames } from '../named-files.ts';
import type { AnswerOptions, GraphOptions } from '../options.ts';
import { parseGraph } from '../read-closure.ts';
import { readGraph } from '../read-graph.ts';
import { displayName } from '../read-input.ts';
import { refusing } from '../refuse.ts';
import { refusingContradictions } from '../refuse-contradictions.ts';
import { writeOutput } from '../write-output.ts';

/** The options of `diff` that have an effect on fleets, and those that have none. */
export interface FleetDiffOptions extends GraphOptions, AnswerOptions {
  readonly budget: number;
  readonly graphOld?: string;
  readonly graphNew?: string;
}

/** `group-layers diff` of two folders: what the update of a fleet makes clients pull and a registry store. */
export async function diffFleetsAction(
  oldFolder: string,
  newFolder: string,
  options: FleetDiffOptions,
): Promise<void> {
  if (options.graphOld !== undefined || options.graphNew !== undefined) {
    throw new Failure(
      '--graph-old and --graph-new have no effect on folders\ngive folders of graphs instead',
      EXIT.usage,
    );
  }
  const older = await readFleet(oldFolder, new Map(), options);
  const newer = await readFleet(newFolder, older, options);
  const found = diffFleets(older, newer);
  const text =
    options.format === 'json'
      ? `${JSON.stringify(found, null, 2)}\n`
      : options.format === 'markdown'
        ? fleetDiffMarkdown(found)
        : fleetDiffText(found, answerView(options).colors);
  await writeOutput(options.out, text);
}

/** Reads a folder of groupings, or of graphs, which are grouped as a fleet that inherits the earlier layers. */
async function readFleet(
  folder: string,
  earlier: FleetSide,
  options: FleetDiffOptions,
): Promise<FleetSide> {
  const sides = new Map<string, DiffSide>();
  const graphs: { name: string; file: string; closure: Closure }[] = [];
  const files = filesOfFolder(folder).map((file) => ({ name: basename(file, '.json'), file }));
  for (const { name, file } of files) {
    const input = await readGraph(file);
    const { content } = input;
    if (looksLikeGrouping(content)) {
      sides.set(name, { layers: refusing(displayName(file), () => parseGrouping(content)) });
    } else {
      graphs.push({ ...namedFile(file), closure: await parseGraph(file, input, options) });
    }
  }
  refuseSameNames([...graphs, ...files.filter(({ name }) => sides.has(name))]);
  const { budget } = options;
  const { images } = refusingContradictions(graphs, () =>
    groupNextFleet(
      graphs.map((graph) => ({ ...graph, budget, previous: previousOf(earlier.get(graph.name)) })),
    ),
  );
  for (const { name, grouping } of images) {
    sides.set(name, { layers: layerRecords(grouping), closure: grouping.closure });
  }
  return sides;
}

function previousOf(side: DiffSide | undefined) {
  return side && parsePrevious(JSON.stringify(side.layers.map(({ contents }) => contents)));
}
