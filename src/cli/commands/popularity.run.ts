import { parsePopularity } from '../../layers/parse-popularity.ts';
import type { PopularityData } from '../../layers/popularity.ts';
import { popularityJson } from '../../report/popularity-json.ts';
import { addCounts } from '../../tuning/add-counts.ts';
import { countImages } from '../../tuning/count-images.ts';
import { countReferences } from '../../tuning/count-references.ts';
import type { AnswerOptions, GraphOptions } from '../options.ts';
import { progress } from '../progress.ts';
import { readClosures } from '../read-closure.ts';
import { displayName, readInput, refuseStdinTwice } from '../read-input.ts';
import { refusing } from '../refuse.ts';
import { writeOutput } from '../write-output.ts';

/** The options of `popularity`, as commander hands them over. */
export interface PopularityOptions extends GraphOptions, AnswerOptions {
  readonly by: 'name' | 'name-version';
  readonly references?: true;
  readonly add?: readonly string[];
}

/** `group-layers popularity`: counts names over closures and writes popularity data. */
export async function popularityAction(
  files: readonly string[],
  options: PopularityOptions,
): Promise<void> {
  const { add = [], by, references, out } = options;
  refuseStdinTwice([...files, ...add]);
  const report = progress(process.stderr, files.length);
  const closures = await readClosures(files, options, () => report.step('graphs'));
  report.end();
  const existing: PopularityData[] = [];
  for (const file of add) {
    const data = await readInput(file);
    existing.push(refusing(displayName(file), () => parsePopularity(data)));
  }
  const counted = references ? countReferences(closures) : countImages(closures, by);
  await writeOutput(out, popularityJson(addCounts([...existing, counted])));
}
