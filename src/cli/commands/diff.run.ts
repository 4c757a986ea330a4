import type { Closure } from '../../closure/closure.ts';
import { prepareGrouping, prepareOther } from '../../layers/group-layers.ts';
import type { Grouping } from '../../layers/grouping.ts';
import { layerRecords } from '../../layers/layer-record.ts';
import {
  type LayerContents,
  looksLikeGrouping,
  parseGrouping,
} from '../../layers/parse-grouping.ts';
import { diffJson } from '../../report/diff-json.ts';
import { diffMarkdown } from '../../report/diff-markdown.ts';
import { diffText } from '../../report/diff-text.ts';
import { fleetDiffMarkdown, fleetDiffText } from '../../report/fleet-diff-text.ts';
import { type DiffSide, diff } from '../../tuning/diff.ts';
import { diffFleets, type FleetDiff, type FleetSide } from '../../tuning/diff-fleets.ts';
import { answerView } from '../answer-view.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import { isFolderOfFiles } from '../files-of-folder.ts';
import { namedFiles } from '../named-files.ts';
import type { AnswerOptions, GraphOptions, StrategyOptions } from '../options.ts';
import { parseGraph, readClosure } from '../read-closure.ts';
import { readGraph } from '../read-graph.ts';
import { optionFiles, readGroupOptions } from '../read-group-options.ts';
import { displayName, refuseStdinTwice } from '../read-input.ts';
import { refusing } from '../refuse.ts';
import type { SteeringOptions } from '../steering-options.ts';
import { tell } from '../tell.ts';
import { tellSteering } from '../tell-steering.ts';
import { writeOutput } from '../write-output.ts';

/** The options of `diff`. */
export interface DiffOptions extends GraphOptions, StrategyOptions, SteeringOptions, AnswerOptions {
  readonly graphOld?: string;
  readonly graphNew?: string;
}

const ROWS_SHOWN = 12;

/**
 * `group-layers diff`: writes what a client that has the older grouping pulls for the newer one, and for two
 * folders also what the registry stores anew.
 */
export async function diffAction(
  oldFile: string,
  newFile: string,
  options: DiffOptions,
): Promise<void> {
  const { graphOld, graphNew } = options;
  refuseStdinTwice([oldFile, newFile, graphOld, graphNew, ...optionFiles(options)]);
  const grouping = await readGroupOptions(options, undefined);
  const read = (closure: Closure) => prepareGrouping(closure, grouping).at(grouping.budget);
  const readOlder = (closure: Closure) => prepareOther(closure, grouping).at(grouping.budget);
  if (isFolderOfFiles(oldFile) && isFolderOfFiles(newFile)) {
    const older = await readFleet(oldFile, '--graph-old', graphOld, options, readOlder);
    const newer = await readFleet(newFile, '--graph-new', graphNew, options, readOlder);
    await writeOutput(options.out, await fleetAnswer(diffFleets(older, newer), options));
    return;
  }
  const older = await readSide(oldFile, '--graph-old', graphOld, options, readOlder);
  const newer = await readSide(newFile, '--graph-new', graphNew, options, read);
  if (newer.grouped) {
    tellSteering(newer.grouped);
  }

  warnOfOtherOptions([oldFile, older], [newFile, newer]);
  const found = diff(older, newer);
  const text =
    options.format === 'json'
      ? diffJson(found, older.closure, newer.closure)
      : options.format === 'markdown'
        ? diffMarkdown(found, newer.closure)
        : diffText(found, {
            ...(await answerView(options)),
            rows: options.verbose ? Number.POSITIVE_INFINITY : ROWS_SHOWN,
            older: older.closure,
            newer: newer.closure,
          });
  await writeOutput(options.out, text);
}

/** Reads the sides of a folder, each by its name up to the first dot; their graphs may be in another. */
async function readFleet(
  folder: string,
  graphOption: string,
  graphFolder: string | undefined,
  options: DiffOptions,
  group: (closure: Closure) => Grouping,
): Promise<FleetSide> {
  const files = namedFiles([folder]);
  const graphs = namedFiles(graphFolder === undefined ? [] : [graphFolder]);
  const graphOf = new Map(graphs.map(({ name, file }) => [name, file]));
  const sides = new Map<string, DiffSide>();
  for (const { name, file } of files) {
    sides.set(name, await readSide(file, graphOption, graphOf.get(name), options, group));
  }
  return sides;
}

async function fleetAnswer(found: FleetDiff, options: DiffOptions): Promise<string> {
  switch (options.format) {
    case 'json':
      return `${JSON.stringify(found, null, 2)}\n`;
    case 'markdown':
      return fleetDiffMarkdown(found);
    default:
      return fleetDiffText(found, (await answerView(options)).colors);
  }
}

/** Reads a side: a graph, which is `grouped`, or a grouping, whose graph may be given too. */
async function readSide(
  file: string,
  graphOption: string,
  graph: string | undefined,
  options: DiffOptions,
  group: (closure: Closure) => Grouping,
): Promise<DiffSide & { readonly grouped?: Grouping }> {
  const input = await readGraph(file);
  const { content } = input;
  if (looksLikeGrouping(content)) {
    const layers = refusing(displayName(file), () => parseGrouping(content));
    if (graph === undefined) {
      return { layers };
    }
    const regrouped = group(await readClosure(graph, options));
    const { closure, model } = regrouped;
    refuseOtherPaths(file, layers, graph, closure);
    warnOfOtherLayers(file, layers, regrouped);
    return { layers, closure, model };
  }
  if (graph !== undefined) {
    throw new Failure(
      `${graphOption} has no effect, because ${displayName(file)} is a graph itself\n` +
        'use it with a grouped-layers.json',
      EXIT.usage,
    );
  }
  const grouped = group(await parseGraph(file, input, options));
  const { closure, model } = grouped;
  return { layers: layerRecords(grouped), closure, model, grouped };
}

/** Warns if these options do not make the layers of a grouping from its graph. */
function warnOfOtherLayers(
  file: string,
  layers: readonly LayerContents[],
  grouping: Grouping,
): void {
  const keyOf = ({ contents }: LayerContents) => contents.toSorted().join();
  const ours = new Set(layerRecords(grouping).map(keyOf));
  if (ours.size !== layers.length || !layers.every((layer) => ours.has(keyOf(layer)))) {
    tell(
      `warning: ${displayName(file)} was not made by ${grouping.strategy} at a budget of ${grouping.budget}, or by another version\n` +
        'if the other side was, what is pulled is because of that too: give its options, or group both alike',
    );
  }
}

/** Warns if the sides have so different numbers of layers that their budgets must have been different. */
function warnOfOtherOptions(...sides: readonly (readonly [file: string, side: DiffSide])[]): void {
  const [fewer, more] = sides.toSorted(([, a], [, b]) => a.layers.length - b.layers.length);
  const paths = fewer![1].layers.reduce((sum, { contents }) => sum + contents.length, 0);
  const most = more![1].layers.length;
  if (fewer![1].layers.length < most && paths >= most) {
    const counts = sides.map(([file, { layers }]) => `${displayName(file)} has ${layers.length}`);
    tell(
      `warning: ${counts.join(' layers, and ')}\n` +
        'if they were grouped at different budgets, what is pulled is because of that too: group both alike',
    );
  }
}

/** Refuses the graph of another image, whose floor would be wrong. */
function refuseOtherPaths(
  file: string,
  layers: readonly LayerContents[],
  graph: string,
  { storePaths }: Closure,
): void {
  const grouped = new Set(layers.flatMap(({ contents }) => contents));
  const known = new Set(storePaths);
  const unknown = [...grouped].find((path) => !known.has(path));
  const ungrouped = storePaths.find((path) => !grouped.has(path));
  if (unknown !== undefined || ungrouped !== undefined) {
    const [without, path, other] =
      unknown !== undefined ? [graph, unknown, file] : [file, ungrouped!, graph];
    throw new Failure(
      `${displayName(without)}: ${path} is missing, but ${displayName(other)} contains it\n` +
        'give the graph that the grouping was made from',
      EXIT.refused,
    );
  }
}
