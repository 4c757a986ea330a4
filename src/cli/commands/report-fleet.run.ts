import type { Command } from 'commander';
import { groupFleet } from '../../layers/fleet/group-fleet.ts';
import { fleetHtml } from '../../report/fleet-html.ts';
import { fleetMatrix } from '../../tuning/fleet-matrix.ts';
import { fleetSummary } from '../../tuning/fleet-summary.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import { namedFiles } from '../named-files.ts';
import type { GraphOptions } from '../options.ts';
import { readPageAssets } from '../page-assets.ts';
import { readImages } from '../read-images.ts';
import { refusingContradictions } from '../refuse-contradictions.ts';
import { refuseOptionsOfOne } from '../refuse-options.ts';
import { tellOfPage } from '../tell-of-page.ts';
import { writeOutput } from '../write-output.ts';

/** The options of `report` that have an effect on fleets. */
export interface FleetReportOptions extends GraphOptions {
  readonly budget: number;
  readonly format: string;
  readonly out?: string;
  readonly html?: string;
  readonly open?: true;
}

/** `group-layers report` of several graphs: groups them together and writes a page of what they share. */
export async function reportFleetAction(
  args: readonly string[],
  options: FleetReportOptions,
  command: Command,
): Promise<void> {
  const { budget, format } = options;
  if (format !== 'html') {
    throw new Failure(`--format ${format} with several graphs\ngive one graph`, EXIT.usage);
  }
  refuseOptionsOfOne(command, [
    ...['budget', 'maxLayers', 'root', 'graphName', 'missing', 'verbose', 'config'],
    ...['html', 'format', 'out', 'open'],
  ]);
  const images = await readImages(namedFiles(args), options);
  const fleet = images.map((image) => ({ ...image, budget }));
  const grouped = refusingContradictions(images, () => groupFleet(fleet)).images;
  const matrix = fleetMatrix(grouped.map(({ grouping }) => grouping));
  const target = options.html ?? options.out ?? 'report.html';
  await writeOutput(target, fleetHtml(fleetSummary(grouped), matrix, readPageAssets()));
  if (target !== '-') {
    tellOfPage(target, options);
  }
}
