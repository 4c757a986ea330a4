import { type FleetImage, groupFleet } from '../../layers/fleet/group-fleet.ts';
import { fleetHtml } from '../../report/fleet-html.ts';
import { printable } from '../../report/printable.ts';
import { fleetMatrix } from '../../tuning/fleet-matrix.ts';
import { fleetSummary } from '../../tuning/fleet-summary.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import { filesOfFolder, isFolderOfFiles } from '../files-of-folder.ts';
import { namedFile, refuseSameNames } from '../named-files.ts';
import type { GraphOptions } from '../options.ts';
import { readPageAssets } from '../page-assets.ts';
import { readClosure } from '../read-closure.ts';
import { refuseStdinTwice } from '../read-input.ts';
import { type ReadClosure, refusingContradictions } from '../refuse-contradictions.ts';
import { tell } from '../tell.ts';
import { writeOutput } from '../write-output.ts';

/** The options of `report` that have an effect on fleets, and those that have none. */
export interface FleetReportOptions extends GraphOptions {
  readonly budget: number;
  readonly against?: readonly string[];
  readonly format: string;
  readonly out?: string;
  readonly html?: string;
}

/** Whether `report` is given the images of a fleet. */
export function isFleet(args: readonly string[]): boolean {
  return args.length > 1 || isFolderOfFiles(args[0]!);
}

/** `group-layers report` of several graphs: groups them together and writes a page of what they share. */
export async function reportFleetAction(
  args: readonly string[],
  options: FleetReportOptions,
): Promise<void> {
  const { budget, against, format } = options;
  if (format !== 'html' || against !== undefined) {
    throw new Failure(
      `${format !== 'html' ? `--format ${format}` : '--against'} with several graphs\ngive one graph`,
      EXIT.usage,
    );
  }
  const files = args.flatMap((arg) => filesOfFolder(arg).map(namedFile));
  refuseSameNames(files);
  refuseStdinTwice(files.map(({ file }) => file));
  const images: (FleetImage & ReadClosure)[] = [];
  for (const { name, file } of files) {
    images.push({ name, file, budget, closure: await readClosure(file, options) });
  }
  const grouped = refusingContradictions(images, () => groupFleet(images)).images;
  const matrix = fleetMatrix(grouped.map(({ grouping }) => grouping));
  const target = options.html ?? options.out ?? 'report.html';
  await writeOutput(target, fleetHtml(fleetSummary(grouped), matrix, readPageAssets()));
  if (target !== '-') {
    tell(`written to ${printable(target)}`);
  }
}
