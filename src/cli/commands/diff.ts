import { Command } from 'commander';
import { parseClosure } from '../../closure/parse-closure.ts';
import { type GroupOptions, groupLayers } from '../../layers/group-layers.ts';
import { looksLikeGrouping, parseGrouping } from '../../layers/parse-grouping.ts';
import { diffJson } from '../../report/diff-json.ts';
import { diffText } from '../../report/diff-text.ts';
import { layerRecords } from '../../report/grouping-json.ts';
import { type DiffSide, diff } from '../../tuning/diff.ts';
import { colorsFor } from '../colors.ts';
import {
  type AnswerOptions,
  addAnswerOptions,
  addBudgetOption,
  addGraphOptions,
  addStrategyOptions,
  type GraphOptions,
  type StrategyOptions,
} from '../options.ts';
import { readClosure, readPopularity } from '../read-closure.ts';
import { displayName, readInput, refuseStdinTwice } from '../read-input.ts';
import { refusing } from '../refuse.ts';
import { tell } from '../tell.ts';
import { widthOf } from '../terminal.ts';
import { writeOutput } from '../write-output.ts';

interface DiffOptions extends GraphOptions, StrategyOptions, AnswerOptions {
  readonly budget: number;
  readonly graphOld?: string;
  readonly graphNew?: string;
}

const EXAMPLES = `Examples:
  group-layers diff old.json new.json
  group-layers diff old.json new.json --budget 40 --strategy auto-layer
  group-layers diff old/grouped-layers.json grouped-layers.json
`;

const ROWS_SHOWN = 12;

/** `group-layers diff`: what a client that has OLD pulls for NEW. */
export function diffCommand(): Command {
  const command = new Command('diff')
    .description('Show what a client that has OLD pulls for NEW, and which path made it travel.')
    .argument('<OLD>', 'a closure graph, or a grouped-layers.json')
    .argument('<NEW>', 'the same of the newer image')
    .option('--graph-old <FILE>', 'the graph of OLD, where that is a grouped-layers.json')
    .option('--graph-new <FILE>', 'the graph of NEW, where that is a grouped-layers.json')
    .addHelpText('before', EXAMPLES)
    .action(run);
  addStrategyOptions(addBudgetOption(addGraphOptions(command)));
  return addAnswerOptions(command, ['text', 'json']);
}

async function run(oldFile: string, newFile: string, options: DiffOptions): Promise<void> {
  const { graphOld, graphNew } = options;
  refuseStdinTwice([oldFile, newFile, graphOld, graphNew, options.popularity ?? options.pop]);
  const grouping: GroupOptions = { ...options, popularity: await readPopularity(options) };
  const older = await readSide(oldFile, graphOld, grouping, options);
  const newer = await readSide(newFile, graphNew, grouping, options);

  const found = diff(older, newer);
  const text =
    options.format === 'json'
      ? diffJson(found, older.closure, newer.closure)
      : diffText(found, {
          width: widthOf(process.stdout),
          rows: options.verbose ? Number.POSITIVE_INFINITY : ROWS_SHOWN,
          colors: colorsFor(process.stdout, options.color, process.env),
          older: older.closure,
          newer: newer.closure,
        });
  await writeOutput(options.out, text);
}

/** A side from a graph, which is grouped, or from a grouping, whose graph may be given beside it. */
async function readSide(
  file: string,
  graph: string | undefined,
  grouping: GroupOptions,
  options: DiffOptions,
): Promise<DiffSide> {
  const content = await readInput(file);
  if (looksLikeGrouping(content)) {
    const layers = refusing(displayName(file), () => parseGrouping(content));
    return { layers, closure: graph === undefined ? undefined : await readClosure(graph, options) };
  }
  const { root, graphName, missing, verbose } = options;
  const closure = refusing(displayName(file), () =>
    parseClosure(content, { roots: root, graphName, missing, note: verbose ? tell : undefined }),
  );
  return { layers: layerRecords(groupLayers(closure, grouping)), closure };
}
