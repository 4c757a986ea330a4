import type { Command } from 'commander';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';

/**
 * Refuses options on the command line that have no effect on several graphs, which are grouped together.
 *
 * @param used the names of the others, as in `graphName`
 * @throws Failure that names the first
 */
export function refuseOptionsOfOne(command: Command, used: readonly string[]): void {
  const given = command.options.find((option) => {
    const name = option.attributeName();
    return command.getOptionValueSource(name) === 'cli' && !used.includes(name);
  });
  if (given !== undefined) {
    throw new Failure(
      `${given.long} with several graphs, which are grouped together without it\ngive one graph, or leave it out`,
      EXIT.usage,
    );
  }
}
