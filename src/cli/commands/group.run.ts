import { groupLayers } from '../../layers/group-layers.ts';
import type { Grouping } from '../../layers/grouping.ts';
import { summarize } from '../../layers/summarize.ts';
import { layersJson, namesJson, pathsJson } from '../../report/grouping-json.ts';
import { layersTable } from '../../report/layers-table.ts';
import { phasesText } from '../../report/phases-text.ts';
import { previousText } from '../../report/previous-text.ts';
import { printable } from '../../report/printable.ts';
import { type ColorChoice, colorsFor } from '../colors.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import type { GraphOptions, PreviousOptions, StrategyOptions } from '../options.ts';
import { readClosure, readPopularity, readPrevious } from '../read-closure.ts';
import { findInput, refuseStdinTwice } from '../read-input.ts';
import { stopwatch } from '../stopwatch.ts';
import { tell } from '../tell.ts';
import { widthOf } from '../terminal.ts';
import { writeOutput } from '../write-output.ts';

const FORMS = { layers: layersJson, paths: pathsJson, names: namesJson } as const;

/** The options of the default command. */
export interface GroupCommandOptions extends GraphOptions, StrategyOptions, PreviousOptions {
  readonly graph?: string;
  readonly budget: number;
  readonly out: string;
  readonly format: keyof typeof FORMS;
  readonly quiet?: true;
  readonly json?: true;
  readonly color: ColorChoice;
}

/** The most layers that every runtime accepts in one image. */
const SAFE_LAYERS = 127;

const ROWS_SHOWN = 25;

/** The default command: reads a graph, groups it, and writes the grouping and its summary. */
export async function groupAction(argument: string | undefined, options: GroupCommandOptions) {
  const watch = stopwatch();
  watch.end('start');
  if (argument !== undefined && options.graph !== undefined) {
    throw new Failure(`two graphs, ${argument} and --graph ${options.graph}\ngive one`, EXIT.usage);
  }
  const notes: string[] = [];
  const note = options.json ? (message: string) => void notes.push(message) : tell;
  if (options.budget > SAFE_LAYERS && !options.quiet) {
    note(
      `warning: a budget of ${options.budget} is over ${SAFE_LAYERS}, the most layers that every runtime accepts`,
    );
  }

  const file = argument ?? options.graph ?? findInput(process.env);
  refuseStdinTwice([file, options.popularity ?? options.pop, options.previous]);
  const popularity = await readPopularity(options, note);
  const previous = await readPrevious(options);
  const closure = await readClosure(file, options, note, watch.end);
  const grouping = groupLayers(closure, { ...options, popularity, previous, onPhase: watch.end });
  await writeOutput(options.out, FORMS[options.format](grouping));
  watch.end('write');
  if (options.quiet) {
    return;
  }
  const phases = watch.phases();
  if (options.json) {
    const milliseconds = Math.round(1e3 * process.uptime());
    const summary = { ...summarize(grouping), previous: grouping.kept, notes, milliseconds };
    process.stderr.write(`${JSON.stringify(options.verbose ? { ...summary, phases } : summary)}\n`);
    return;
  }
  process.stderr.write(tableOf(grouping, options));
  if (options.verbose) {
    process.stderr.write(`\n${phasesText(phases)}\n`);
  }
}

function tableOf(grouping: Grouping, options: GroupCommandOptions): string {
  const table = layersTable(grouping, {
    width: widthOf(process.stderr),
    rows: options.verbose ? Number.POSITIVE_INFINITY : ROWS_SHOWN,
    colors: colorsFor(process.stderr, options.color, process.env),
  });
  const written = options.out === '-' ? '' : `\nwritten to ${printable(options.out)}\n`;
  return `${table}${previousText(grouping)}${written}`;
}
