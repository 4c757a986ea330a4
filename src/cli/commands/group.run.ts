import type { Closure } from '../../closure/closure.ts';
import type { GroupOptions } from '../../layers/group-options.ts';
import type { Grouping } from '../../layers/grouping.ts';
import { HINT_KINDS } from '../../layers/hints/hints.ts';
import { leastPull } from '../../layers/least-pull.ts';
import { prepareSteered } from '../../layers/prepare-steered.ts';
import { summarize } from '../../layers/summarize.ts';
import { GROUPING_FORMS } from '../../report/grouping-json.ts';
import { layersTable } from '../../report/layers-table.ts';
import { printable } from '../../report/printable.ts';
import { answerView, type Terminal, terminalOn } from '../answer-view.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import type { ColorChoice, GraphOptions, StrategyOptions } from '../options.ts';
import { readClosure } from '../read-closure.ts';
import { optionFiles, readGroupOptions } from '../read-group-options.ts';
import { findInput, refuseStdinTwice } from '../read-input.ts';
import type { SteeringOptions } from '../steering-options.ts';
import { stopwatch } from '../stopwatch.ts';
import { notesFor, warnOfManyLayers } from '../tell.ts';
import { isStdout, refuseClosedStdout, writeOutput } from '../write-output.ts';

/** The options of the default command. */
export interface GroupCommandOptions extends GraphOptions, StrategyOptions, SteeringOptions {
  readonly graph?: string;
  readonly out: string;
  readonly format: keyof typeof GROUPING_FORMS;
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
  const { notes, note } = notesFor(options);
  if (options.runtime === undefined) {
    warnOfManyLayers(options.budget, note);
  }

  if (options.out === '-') {
    refuseClosedStdout();
  }
  const file = argument ?? options.graph ?? findInput(process.env);
  refuseStdinTwice([file, ...optionFiles(options)]);
  const closure = await readClosure(file, options, note, watch.end);
  const grouped = await readGroupOptions(options, closure, note);
  const grouping = await group(closure, { ...grouped, onPhase: watch.end });
  if (!options.dryRun) {
    await writeOutput(options.out, GROUPING_FORMS[options.format](grouping));
  }
  watch.end('write');
  if (options.quiet) {
    return;
  }
  // where stdout takes the grouping the summary would be mixed into it
  const descriptor = isStdout(options.out) && !options.dryRun ? 2 : 1;
  const say = (text: string) => writeOutput(descriptor === 1 ? '-' : '/dev/fd/2', text);
  const phases = watch.phases();
  if (options.json) {
    const hints = grouping.hinted.found.map(({ kind, glob, paths }) => ({
      ...{ kind, glob, paths: paths.length },
    }));
    const milliseconds = Math.round(1e3 * process.uptime());
    const summary = {
      ...summarize(grouping),
      leastPull: leastPull(grouping),
      ...(hints.length > 0 && { hints }),
      previous: grouping.kept,
      taken: grouping.taken,
      notes,
      milliseconds,
    };
    await say(`${JSON.stringify(options.verbose ? { ...summary, phases } : summary)}\n`);
    return;
  }
  await say(await answerOf(grouping, options, terminalOn(descriptor)));
  if (options.verbose) {
    const { costText } = await import('../../report/cost-text.ts');
    const { phasesText } = await import('../../report/phases-text.ts');
    await say(`\n${costText(summarize(grouping).cost)}\n${phasesText(phases)}\n`);
  }
}

/** Loads what hints and an earlier grouping need only if there are any. */
async function group(
  closure: Closure,
  options: GroupOptions & { readonly budget: number },
): Promise<Grouping> {
  if (options.previous === undefined && HINT_KINDS.every((kind) => !options[kind]?.length)) {
    return prepareSteered(closure, options, undefined).explainedAt(options.budget);
  }
  const { groupLayers } = await import('../../layers/group-layers.ts');
  return groupLayers(closure, options);
}

async function steeringOf(grouping: Grouping): Promise<string> {
  if (grouping.kept === undefined && grouping.hinted.found.length === 0) {
    return '';
  }
  const { steeringText } = await import('../../report/steering-text.ts');
  return `\n${steeringText(grouping).join('\n')}\n`;
}

async function answerOf(
  grouping: Grouping,
  options: GroupCommandOptions,
  terminal: Terminal,
): Promise<string> {
  const table = layersTable(grouping, {
    ...(await answerView({ out: '-', color: options.color }, terminal)),
    rows: options.verbose ? Number.POSITIVE_INFINITY : ROWS_SHOWN,
  });
  const answer = `${table}${await steeringOf(grouping)}`;
  if (options.dryRun) {
    return `${answer}\nnothing written (--dry-run)\n`;
  }
  return options.out === '-' ? answer : `${answer}\nwritten to ${printable(options.out)}\n`;
}
