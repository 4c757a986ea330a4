import type { Command } from 'commander';
import { type FleetGrouping, groupFleet } from '../../layers/fleet/group-fleet.ts';
import { parsePrevious } from '../../layers/previous/parse-previous.ts';
import { type FleetSweepRow, fleetSweepText } from '../../report/fleet-sweep-text.ts';
import { namesJson } from '../../report/grouping-json.ts';
import { fleetSummary } from '../../tuning/fleet-summary.ts';
import { answerView } from '../answer-view.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import { namedFiles } from '../named-files.ts';
import type { AnswerOptions, GraphOptions } from '../options.ts';
import { progress } from '../progress.ts';
import { type ReadImage, readImages } from '../read-images.ts';
import { refusingContradictions } from '../refuse-contradictions.ts';
import { refuseOptionsOfOne } from '../refuse-options.ts';
import { writeOutput } from '../write-output.ts';

/** The options of `sweep` that have an effect on fleets, and one that has none. */
export interface FleetSweepOptions extends GraphOptions, AnswerOptions {
  readonly budgets: readonly number[];
  /** Images of the older fleet, in the form of the arguments. */
  readonly against?: readonly string[];
  readonly image?: readonly string[];
}

/** The budgets of a fleet unless others are asked for: a fleet takes longer than an image. */
const FEW_BUDGETS = [4, 8, 10, 16, 24, 32, 40, 60, 64, 94, 100, 127];

/** `group-layers sweep` of several graphs: groups them together at every budget and writes the figures. */
export async function sweepFleetAction(
  args: readonly string[],
  options: FleetSweepOptions,
  command: Command,
): Promise<void> {
  if (options.image !== undefined) {
    throw new Failure('--image with several graphs\ngive it among the graphs', EXIT.usage);
  }
  refuseOptionsOfOne(command, [
    ...['budgets', 'against', 'root', 'graphName', 'missing', 'verbose', 'config'],
    ...['out', 'format', 'json', 'color'],
  ]);
  const images = await readImages(namedFiles(args), options);
  const older = await readImages(namedFiles(options.against ?? []), options);
  const isAsked = command.getOptionValueSource('budgets') === 'cli';
  const budgets = isAsked ? options.budgets : FEW_BUDGETS;
  const report = progress(process.stderr, budgets.length);
  const rows = budgets.map((budget) => {
    const row = rowAt(budget, images, older);
    report.step(`budget ${budget}`);
    return row;
  });
  report.end();
  const text =
    options.format === 'json'
      ? `${JSON.stringify({ rows }, null, 2)}\n`
      : fleetSweepText(rows, (await answerView(options)).colors);
  await writeOutput(options.out, text);
}

function rowAt(
  budget: number,
  images: readonly ReadImage[],
  older: readonly ReadImage[],
): FleetSweepRow {
  const before = groupAt(budget, older, new Map());
  const previous = new Map(
    before.map(({ name, grouping }) => [name, parsePrevious(namesJson(grouping))]),
  );
  const grouped = groupAt(budget, images, previous);
  const summary = fleetSummary(
    grouped.map((image) => ({ ...image, previous: previous.get(image.name) })),
  );
  const { layers, registry, floor } = summary;
  const pulled = summary.images.reduce((sum, image) => sum + (image.pulled ?? 0), 0);
  return { budget, layers, registry, floor, ...(older.length > 0 && { pulled }) };
}

function groupAt(
  budget: number,
  images: readonly ReadImage[],
  previous: ReadonlyMap<string, ReturnType<typeof parsePrevious>>,
): FleetGrouping['images'] {
  const fleet = images.map((image) => ({ ...image, budget, previous: previous.get(image.name) }));
  return refusingContradictions(images, () => groupFleet(fleet)).images;
}
