import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseStorePath } from '../closure/store-path.ts';
import { CONFIG_NAME } from './config.ts';

/**
 * The files `*.json` in a folder by name, except a configuration and except in that of a store path; else the
 * argument itself.
 */
export function filesOfFolder(argument: string): string[] {
  if (!isFolderOfFiles(argument)) {
    return [argument];
  }
  const files = readdirSync(argument).filter(
    (file) => file.endsWith('.json') && file !== CONFIG_NAME,
  );
  return files.length === 0 ? [argument] : files.sort().map((file) => join(argument, file));
}

/** Whether it is a folder, and not that of a store path, whose graph is asked of Nix. */
export function isFolderOfFiles(argument: string): boolean {
  const isFolder = existsSync(argument) && statSync(argument).isDirectory();
  return isFolder && parseStorePath(realpathSync(argument)) === undefined;
}

/** Whether arguments are the graphs of several images rather than one. */
export function isFleet(args: readonly string[]): boolean {
  return args.length > 1 || isFolderOfFiles(args[0]!);
}
