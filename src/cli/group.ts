import { parseClosure } from '../closure/parse-closure.ts';
import { type Grouping, groupLayers } from '../layers/group-layers.ts';
import { parsePopularity } from '../layers/parse-popularity.ts';
import type { StrategyName } from '../layers/strategies.ts';
import { summarize } from '../layers/summarize.ts';
import { layersJson, pathsJson } from '../report/grouping-json.ts';
import { layersTable } from '../report/layers-table.ts';
import { printable } from '../report/printable.ts';
import { type ColorChoice, colorsFor } from './colors.ts';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';
import { displayName, findInput, readInput } from './read-input.ts';
import { refusing } from './refuse.ts';
import { tell } from './tell.ts';
import { writeOutput } from './write-output.ts';

/** The options of the default command, as commander hands them over. */
export interface GroupCommandOptions {
  readonly graph?: string;
  readonly budget: number;
  readonly out: string;
  readonly popularity?: string;
  readonly pop?: string;
  readonly strategy: StrategyName;
  readonly sizeThreshold: number;
  readonly popularityThreshold: number;
  readonly layerOverhead: number;
  readonly root?: readonly string[];
  readonly graphName?: string;
  readonly format: 'layers' | 'paths';
  readonly missing: 'refuse' | 'drop';
  readonly quiet?: true;
  readonly verbose?: true;
  readonly json?: true;
  readonly color: ColorChoice;
}

/** More layers than every runtime takes in one image. */
const SAFE_LAYERS = 127;

const ROWS_SHOWN = 25;
const WIDTH_OFF_TERMINAL = 100;

/** The default command: reads a graph, groups it, writes the grouping and sums it up. */
export async function group(argument: string | undefined, options: GroupCommandOptions) {
  const started = performance.now();
  if (argument !== undefined && options.graph !== undefined) {
    throw new Failure(`two graphs, ${argument} and --graph ${options.graph}\ngive one`, EXIT.usage);
  }
  const notes: string[] = [];
  const note = options.json ? (message: string) => void notes.push(message) : tell;
  if (options.budget > SAFE_LAYERS && !options.quiet) {
    note(
      `warning: a budget of ${options.budget} is over ${SAFE_LAYERS}, the most layers that every runtime takes`,
    );
  }

  const file = argument ?? options.graph ?? findInput(process.env);
  const popularityFile = options.popularity ?? options.pop;
  if (file === '-' && popularityFile === '-') {
    throw new Failure('two inputs from stdin\ngive one of them as a file', EXIT.usage);
  }
  const graph = await readInput(file);
  const popularity = await readPopularity(popularityFile);
  const closure = refusing(displayName(file), () =>
    parseClosure(graph, {
      roots: options.root,
      graphName: options.graphName,
      missing: options.missing,
      note: options.verbose ? note : undefined,
    }),
  );

  const grouping = groupLayers(closure, { ...options, popularity });
  await writeOutput(
    options.out,
    options.format === 'paths' ? pathsJson(grouping) : layersJson(grouping),
  );
  if (!options.quiet) {
    const milliseconds = Math.round(performance.now() - started);
    process.stderr.write(
      options.json
        ? `${JSON.stringify({ ...summarize(grouping), notes, milliseconds })}\n`
        : tableOf(grouping, options),
    );
  }
}

async function readPopularity(file: string | undefined) {
  if (file === undefined) {
    return undefined;
  }
  const bytes = await readInput(file);
  return refusing(displayName(file), () => parsePopularity(bytes));
}

function tableOf(grouping: Grouping, options: GroupCommandOptions): string {
  const table = layersTable(grouping, {
    width: process.stderr.columns ?? WIDTH_OFF_TERMINAL,
    rows: options.verbose ? Number.POSITIVE_INFINITY : ROWS_SHOWN,
    colors: colorsFor(process.stderr, options.color, process.env),
  });
  return options.out === '-' ? table : `${table}\nwritten to ${printable(options.out)}\n`;
}
