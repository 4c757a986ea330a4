import { parsePopularity } from '../../layers/parse-popularity.ts';
import type { PopularityData } from '../../layers/popularity-data.ts';
import { plainPopularityJson, popularityJson } from '../../report/popularity-json.ts';
import { addCounts } from '../../tuning/add-counts.ts';
import { countImages } from '../../tuning/count-images.ts';
import { countReferences } from '../../tuning/count-references.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import { filesOfFolder } from '../files-of-folder.ts';
import type { AnswerOptions, GraphOptions } from '../options.ts';
import { progress } from '../progress.ts';
import { readClosures } from '../read-closure.ts';
import { displayName, readInput, refuseStdinTwice } from '../read-input.ts';
import { refusing } from '../refuse.ts';
import { writeOutput } from '../write-output.ts';

/** The options of `popularity`, as commander hands them over. */
export interface PopularityOptions extends GraphOptions, AnswerOptions {
  readonly references?: true;
  readonly add?: readonly string[];
}

/** `group-layers popularity`: counts builds over closures and writes popularity data. */
export async function popularityAction(
  args: readonly string[],
  options: PopularityOptions,
): Promise<void> {
  const { add = [], references, out } = options;
  const files = args.flatMap(filesOfFolder);
  refuseStdinTwice([...files, ...add]);
  const report = progress(process.stderr, files.length);
  const closures = await readClosures(files, options, () => report.step('graphs'));
  report.end();
  const existing: PopularityData[] = [];
  for (const file of add) {
    const data = await readInput(file);
    const popularity = refusing(displayName(file), () => parsePopularity(data));
    if (references && popularity.builds) {
      throw new Failure(
        `${displayName(file)}: counts of images, expected counts of references\n` +
          'leave out --references, or what --add names',
        EXIT.usage,
      );
    }
    existing.push(popularity);
  }
  const sum = addCounts([...existing, (references ? countReferences : countImages)(closures)]);
  await writeOutput(out, references ? plainPopularityJson(sum) : popularityJson(sum));
}
