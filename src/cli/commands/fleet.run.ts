import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FleetWeights } from '../../layers/fleet/fleet-model.ts';
import { groupFleet } from '../../layers/fleet/group-fleet.ts';
import { DEFAULTS } from '../../layers/group-options.ts';
import type { Grouping } from '../../layers/grouping.ts';
import type { Previous } from '../../layers/previous/previous.ts';
import { fleetText, matrixText } from '../../report/fleet-text.ts';
import { GROUPING_FORMS } from '../../report/grouping-json.ts';
import { printable } from '../../report/printable.ts';
import type { CheckConfig } from '../../tuning/check-config.ts';
import { fleetMatrix } from '../../tuning/fleet-matrix.ts';
import { fleetSummary, type GroupedImage } from '../../tuning/fleet-summary.ts';
import { answerView } from '../answer-view.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure, reasonOf } from '../failure.ts';
import { type NamedFile, namedFile, namedFiles } from '../named-files.ts';
import type { ColorChoice, GraphOptions } from '../options.ts';
import { readPrevious } from '../read-group-options.ts';
import { readImages } from '../read-images.ts';
import { displayName } from '../read-input.ts';
import { refusingContradictions } from '../refuse-contradictions.ts';
import { notesFor, warnOfManyLayers } from '../tell.ts';
import { writeOutput } from '../write-output.ts';
import type { FleetBudgets } from './fleet.ts';

/** The options of `fleet`. */
export interface FleetOptions extends GraphOptions {
  /** A number if a config gives it. */
  readonly budget: FleetBudgets | number;
  readonly rules?: CheckConfig;
  readonly outDir?: string;
  readonly previous?: string;
  readonly fixed?: readonly string[];
  readonly weights: FleetWeights;
  readonly format: keyof typeof GROUPING_FORMS;
  readonly dryRun?: true;
  readonly quiet?: true;
  readonly json?: true;
  readonly color: ColorChoice;
}

/** `group-layers fleet`: groups images together and writes the grouping of each. */
export async function fleetAction(args: readonly string[], options: FleetOptions): Promise<void> {
  const { outDir, dryRun, weights } = options;
  if (outDir === undefined && !dryRun) {
    throw new Failure(
      'no folder to write to\nname one with --out-dir, or look only with --dry-run',
      EXIT.usage,
    );
  }
  const { notes, note } = notesFor(options);
  const fixedFiles = (options.fixed ?? []).map(namedFile);
  const files = namedFiles(args, fixedFiles);
  const budgetOf = budgetsOf(options, files);
  warnOfManyLayers(Math.max(...files.map(budgetOf)), note);

  const previous = await readEarlier(options.previous, files);
  if (options.previous !== undefined && previous.size === 0) {
    note(`${displayName(options.previous)}: no earlier grouping of any of the images`);
  }
  const fixed: Previous[] = [];
  for (const { file } of fixedFiles) {
    fixed.push(await readPrevious(file));
  }
  const images = (await readImages(files, options, note)).map((image) => ({
    ...{ ...image, budget: budgetOf(image), previous: previous.get(image.name) },
  }));
  const { images: groupings, outcome } = refusingContradictions(images, () =>
    groupFleet(images, { weights, fixed }),
  );
  const grouped = groupings.map(
    ({ name, grouping }): GroupedImage => ({ name, grouping, previous: previous.get(name) }),
  );
  if (outDir !== undefined && !dryRun) {
    await writeAll(outDir, grouped, GROUPING_FORMS[options.format]);
  }
  if (options.quiet) {
    return;
  }

  const summary = fleetSummary(grouped, fixed);
  const matrix = options.verbose && fleetMatrix(grouped.map(({ grouping }) => grouping));
  if (options.json) {
    const answer = { ...summary, outcome, weights, matrix, notes };
    await writeOutput('-', `${JSON.stringify(answer)}\n`);
    return;
  }
  const { colors } = await answerView({ out: '-', color: options.color });
  const parts = [fleetText(summary, { outcome, weights, colors })];
  if (matrix) {
    const names = grouped.map(({ name }) => name);
    parts.push(matrixText(names, matrix, colors));
  }
  parts.push(dryRun ? 'nothing written (--dry-run)\n' : `written to ${printable(outDir!)}\n`);
  await writeOutput('-', parts.join('\n'));
}

/** The budget of each image: its own, else that of all, else that of the config. */
function budgetsOf({ budget, rules }: FleetOptions, files: readonly NamedFile[]) {
  const { all, ofImages } =
    typeof budget === 'number' ? { all: budget, ofImages: new Map() } : budget;
  const names = files.map(({ name }) => name);
  for (const [name, count] of ofImages) {
    if (!names.includes(name)) {
      throw new Failure(
        `--budget ${printable(name)}=${count}: no such image\nthere are ${names.join(', ')}`,
        EXIT.usage,
      );
    }
  }
  return ({ name }: NamedFile): number =>
    ofImages.get(name) ?? all ?? rules?.budget ?? DEFAULTS.budget;
}

/** The earlier groupings of images that have one in a folder, by name. */
async function readEarlier(
  folder: string | undefined,
  files: readonly NamedFile[],
): Promise<ReadonlyMap<string, Previous>> {
  const earlier = new Map<string, Previous>();
  if (folder === undefined) {
    return earlier;
  }
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Failure(
      `${displayName(folder)}: no folder\ngive what an earlier --out-dir wrote`,
      EXIT.refused,
    );
  }
  for (const { name } of files) {
    const file = join(folder, `${name}.json`);
    if (existsSync(file)) {
      earlier.set(name, await readPrevious(file));
    }
  }
  return earlier;
}

async function writeAll(
  folder: string,
  images: readonly GroupedImage[],
  form: (grouping: Grouping) => string,
): Promise<void> {
  const texts = images.map(({ name, grouping }) => [name, form(grouping)] as const);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Failure(`${displayName(folder)}: ${reasonOf(error)}`, EXIT.notWritten, {
      cause: error,
    });
  }
  for (const [name, text] of texts) {
    await writeOutput(join(folder, `${name}.json`), text);
  }
}
