import { existsSync } from 'node:fs';
import { nearest } from './edit-distance.ts';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';

/**
 * Refuses a first argument that is nearly the name of a command and not a file, which would be taken for a graph.
 *
 * @throws Failure that names the command
 */
export function refuseMisspelled(first: string | undefined, commands: readonly string[]): void {
  if (first === undefined || !/^[a-z]+$/.test(first) || commands.includes(first)) {
    return;
  }
  const [meant] = nearest(first, commands, 1);
  if (meant !== undefined && !existsSync(first)) {
    throw new Failure(
      `no command and no file ${first}\ndid you mean group-layers ${meant}?`,
      EXIT.usage,
    );
  }
}
