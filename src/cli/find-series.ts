import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { EXIT } from './exit-codes.ts';
import { Failure, reasonOf } from './failure.ts';
import { displayName } from './read-input.ts';
import { SERIES_SEPARATOR } from './series-separator.ts';

/** The files of an image's snapshots, oldest first. */
export interface SeriesFiles {
  readonly image: string;
  readonly files: readonly string[];
}

/**
 * Finds the series in the arguments of `compare`: files with `--` between images, or one folder of
 * `<image>.<step>.json`, where the steps are numbers.
 *
 * @throws Failure when there are none or the folder cannot be read
 */
export function findSeries(args: readonly string[]): SeriesFiles[] {
  const series = split(args);
  const [only] = series;
  if (only === undefined) {
    throw new Failure(
      'no graph, expected files or a folder\ntry group-layers compare --help',
      EXIT.usage,
    );
  }
  const folder = series.length === 1 && only.length === 1 ? only[0]! : undefined;
  return folder !== undefined && isFolder(folder) ? seriesOfFolder(folder) : named(series);
}

function split(args: readonly string[]): string[][] {
  const series: string[][] = [[]];
  for (const arg of args) {
    if (arg === SERIES_SEPARATOR) {
      series.push([]);
    } else {
      series.at(-1)!.push(arg);
    }
  }
  return series.filter(({ length }) => length > 0);
}

/** Names each series after its first file, with the folder if the names would not be distinct. */
function named(series: readonly (readonly string[])[]): SeriesFiles[] {
  const short = series.map(([first]) => displayName(basename(first!)));
  const areDistinct = new Set(short).size === short.length;
  return series.map((files, index) => ({
    image: areDistinct ? short[index]! : displayName(files[0]!),
    files,
  }));
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function seriesOfFolder(folder: string): SeriesFiles[] {
  const images = new Map<string, { file: string; step: number }[]>();
  for (const file of listOf(folder)) {
    const [, image, step] = /^(.+)\.([0-9]+)\.json$/s.exec(file) ?? [];
    if (image !== undefined) {
      const steps = images.get(image) ?? [];
      steps.push({ file: join(folder, file), step: Number(step) });
      images.set(image, steps);
    }
  }
  if (images.size === 0) {
    throw new Failure(
      `${displayName(folder)}: no snapshots, expected files such as web.00.json, web.01.json`,
      EXIT.refused,
    );
  }
  return [...images].map(([image, steps]) => ({
    image,
    files: steps.sort((a, b) => a.step - b.step).map(({ file }) => file),
  }));
}

function listOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    throw new Failure(`${displayName(folder)}: ${reasonOf(error)}`, EXIT.refused, { cause: error });
  }
}
