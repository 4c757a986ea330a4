import { Command } from 'commander';
import { addAnswerOptions, addGraphOptions, collect } from '../options.ts';

const EXAMPLES = `Examples:
  group-layers popularity images/*.json --out popularity.json
  group-layers popularity new.json --add popularity.json --out popularity.json
  group-layers popularity images/*.json --references
`;

/** `group-layers popularity`: makes the file that `--popularity` takes. */
export function popularityCommand(): Command {
  const command = new Command('popularity')
    .description(
      'Count how many images hold each build of each name, as the data that --popularity takes.',
    )
    .argument('<GRAPH...>', 'closure graphs, one for each image, or folders of them')
    .option('--references', 'count direct references to each name-version, as Nixery did')
    .option('--add <FILE>', 'popularity data to add to; may be repeated', collect)
    .addHelpText('before', EXAMPLES);
  return addAnswerOptions(addGraphOptions(command), ['json']);
}
