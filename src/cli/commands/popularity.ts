import { Command, Option } from 'commander';
import { parsePopularity } from '../../layers/parse-popularity.ts';
import type { PopularityData } from '../../layers/popularity.ts';
import { popularityJson } from '../../report/popularity-json.ts';
import { addCounts } from '../../tuning/add-counts.ts';
import { countImages } from '../../tuning/count-images.ts';
import { countReferences } from '../../tuning/count-references.ts';
import {
  type AnswerOptions,
  addAnswerOptions,
  addGraphOptions,
  collect,
  type GraphOptions,
} from '../options.ts';
import { progress } from '../progress.ts';
import { readClosures } from '../read-closure.ts';
import { displayName, readInput, refuseStdinTwice } from '../read-input.ts';
import { refusing } from '../refuse.ts';
import { writeOutput } from '../write-output.ts';

interface PopularityOptions extends GraphOptions, AnswerOptions {
  readonly by: 'name' | 'name-version';
  readonly references?: true;
  readonly add?: readonly string[];
}

const EXAMPLES = `Examples:
  group-layers popularity images/*.json --out popularity.json
  group-layers popularity new.json --add popularity.json --out popularity.json
  group-layers popularity images/*.json --references
`;

/** `group-layers popularity`: makes the file that `--popularity` takes. */
export function popularityCommand(): Command {
  const command = new Command('popularity')
    .description('Count how many images hold each name, as the data that --popularity takes.')
    .argument('<GRAPH...>', 'closure graphs, one for each image')
    .addOption(
      new Option('--by <KEY>', 'what is counted').choices(['name', 'name-version']).default('name'),
    )
    .addOption(
      new Option(
        '--references',
        'count direct references to each name-version, as Nixery did',
      ).conflicts('by'),
    )
    .option('--add <FILE>', 'popularity data to add to; may be repeated', collect)
    .addHelpText('before', EXAMPLES)
    .action(run);
  return addAnswerOptions(addGraphOptions(command), ['json']);
}

async function run(files: readonly string[], options: PopularityOptions): Promise<void> {
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
