import { MOST_LAYERS } from '../../layers/budget-presets.ts';
import { groupLayers } from '../../layers/group-layers.ts';
import type { Grouping } from '../../layers/grouping.ts';
import { leastPull } from '../../layers/least-pull.ts';
import { summarize } from '../../layers/summarize.ts';
import { layersJson, namesJson, pathsJson } from '../../report/grouping-json.ts';
import { layersTable } from '../../report/layers-table.ts';
import { previousText } from '../../report/previous-text.ts';
import { printable } from '../../report/printable.ts';
import { type ColorChoice, colorsFor } from '../colors.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import type { GraphOptions, PreviousOptions, StrategyOptions } from '../options.ts';
import { readBase } from '../read-base.ts';
import { readClosure, readPopularity, readPrevious } from '../read-closure.ts';
import { findInput, refuseStdinTwice } from '../read-input.ts';
import { stopwatch } from '../stopwatch.ts';
import { tell } from '../tell.ts';
import { widthOf } from '../terminal.ts';
import { isStdout, refuseClosedStdout, writeOutput } from '../write-output.ts';

const FORMS = { layers: layersJson, paths: pathsJson, names: namesJson } as const;

/** The options of the default command. */
export interface GroupCommandOptions extends GraphOptions, StrategyOptions, PreviousOptions {
  readonly graph?: string;
  readonly out: string;
  readonly format: keyof typeof FORMS;
  readonly dryRun?: true;
  readonly quiet?: true;
  readonly json?: true;
  readonly color: ColorChoice;
}

const ROWS_SHOWN = 25;

/** The default command: reads a graph, groups it, and writes the grouping and its summary. */
export async function groupAction(argument: string | undefined, options: GroupCommandOptions) {
  const watch = stopwatch();
  watch.end('start');
  if (argument !== undefined && options.graph !== undefined) {
    throw new Failure(`two graphs, ${argument} and --graph ${options.graph}\ngive one`, EXIT.usage);
  }
  const notes: string[] = [];
  const note = options.quiet
    ? () => {}
    : options.json
      ? (message: string) => void notes.push(message)
      : tell;
  if (options.budget > MOST_LAYERS && options.runtime === undefined && !options.quiet) {
    note(
      `warning: a budget of ${options.budget} is over ${MOST_LAYERS}, the most layers that every runtime accepts`,
    );
  }

  if (options.out === '-') {
    refuseClosedStdout();
  }
  const file = argument ?? options.graph ?? findInput(process.env);
  refuseStdinTwice([
    file,
    options.popularity ?? options.pop,
    ...(options.base ?? []),
    options.previous,
  ]);
  const popularity = await readPopularity(options, note);
  const previous =
    options.previous === undefined ? undefined : await readPrevious(options.previous);
  const closure = await readClosure(file, options, note, watch.end);
  const base = await readBase(options, closure, note);
  const grouping = groupLayers(closure, {
    ...options,
    ...{ popularity, previous, base, onPhase: watch.end },
  });
  if (!options.dryRun) {
    await writeOutput(options.out, FORMS[options.format](grouping));
  }
  watch.end('write');
  if (options.quiet) {
    return;
  }
  // where stdout takes the grouping the summary would be mixed into it
  const stream = isStdout(options.out) && !options.dryRun ? process.stderr : process.stdout;
  const say = (text: string) => writeOutput(stream === process.stdout ? '-' : '/dev/fd/2', text);
  const phases = watch.phases();
  if (options.json) {
    const milliseconds = Math.round(1e3 * process.uptime());
    const summary = {
      ...summarize(grouping),
      leastPull: leastPull(grouping),
      previous: grouping.kept,
      taken: grouping.taken,
      notes,
      milliseconds,
    };
    await say(`${JSON.stringify(options.verbose ? { ...summary, phases } : summary)}\n`);
    return;
  }
  await say(tableOf(grouping, options, stream));
  if (options.verbose) {
    const { costText, phasesText } = await import('../../report/verbose-text.ts');
    await say(`\n${costText(summarize(grouping).cost)}\n${phasesText(phases)}\n`);
  }
}

function tableOf(
  grouping: Grouping,
  options: GroupCommandOptions,
  stream: NodeJS.WriteStream,
): string {
  const table = layersTable(grouping, {
    width: widthOf(stream),
    rows: options.verbose ? Number.POSITIVE_INFINITY : ROWS_SHOWN,
    colors: colorsFor(stream, options.color, process.env),
  });
  const answer = `${table}${previousText(grouping)}`;
  if (options.dryRun) {
    return `${answer}\nnothing written (--dry-run)\n`;
  }
  return options.out === '-' ? answer : `${answer}\nwritten to ${printable(options.out)}\n`;
}
