import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { layerOverheadOf } from '../layers/budget-presets.ts';
import { displayName, readInput, refuseStdinTwice } from './read-input.ts';
import { refusing } from './refuse.ts';
import { tell } from './tell.ts';

/** The name of the configuration that is looked for. */
export const CONFIG_NAME = 'group-layers.json';

/**
 * The nearest configuration in a folder or above it, seen from the folder. Inside a Nix build nothing is looked for, so that only
 * what a build names can change it.
 */
export function findConfig(
  folder: string,
  { NIX_BUILD_TOP: buildTop }: NodeJS.ProcessEnv,
): string | undefined {
  if (buildTop) {
    return undefined;
  }
  for (let at = resolve(folder); ; at = dirname(at)) {
    const file = join(at, CONFIG_NAME);
    if (existsSync(file)) {
      return relative(folder, file);
    }
    if (at === dirname(at)) {
      return undefined;
    }
  }
}

/** The arguments of a command, and the values of its options, that may name files to read. */
function inputsOf(command: Command): string[] {
  const { config, out, ...others } = command.opts();
  return [...command.args, ...Object.values(others).flat()];
}

/** The options that a configuration may set, by their names in it and in commander. */
const SETTINGS = [
  'budget',
  'base',
  'reserve',
  'runtime',
  'strategy',
  'popularity',
  'layerOverhead',
  'sharingWeight',
  'sizeThreshold',
  'popularityThreshold',
] as const;

/**
 * Gives a command the options of its configuration: that of `--config`, else the one that is found. Options on
 * the command line stay; --verbose says what came from where.
 *
 * @throws Failure when it cannot be read or is refused
 */
export async function applyConfig(command: Command): Promise<void> {
  if (!command.options.some(({ long }) => long === '--config')) {
    return;
  }
  const file: string | undefined =
    command.getOptionValue('config') ?? findConfig(process.cwd(), process.env);
  // check --init writes it
  if (file === undefined || command.getOptionValue('init')) {
    return;
  }
  refuseStdinTwice([file, ...inputsOf(command)]);
  const { parseCheckConfig } = await import('../tuning/check-config.ts');
  const content = await readInput(file);
  const config = refusing(displayName(file), () => parseCheckConfig(content));
  const taken: string[] = [];
  for (const name of SETTINGS) {
    const value = config[name];
    const option = command.options.find((one) => one.attributeName() === name);
    const isGiven = command.getOptionValueSource(name) === 'cli';
    // compare has a list of strategies, all by default
    const isList = name === 'strategy' && option?.defaultValue === undefined;
    if (value === undefined || option === undefined || isGiven || isList) {
      continue;
    }
    const found = settingOf(name, value, file);
    command.setOptionValueWithSource(name, found, 'config');
    taken.push(`${name} ${found}`);
  }
  command.setOptionValueWithSource('config', file, 'config');
  command.setOptionValueWithSource('rules', config, 'config');
  if (command.getOptionValue('verbose')) {
    tell(`${displayName(file)}: ${taken.join(', ') || 'no option taken'}`);
  }
}

/** The value that an option has by a configuration: files are beside it, and what a layer is worth is in bytes. */
function settingOf(name: (typeof SETTINGS)[number], value: unknown, file: string): unknown {
  const beside = (other: string) =>
    file === '-' || isAbsolute(other) ? other : join(dirname(file), other);
  switch (name) {
    case 'popularity':
      return beside(String(value));
    case 'base':
      return (value as readonly string[]).map(beside);
    case 'layerOverhead':
      return layerOverheadOf(String(value)) ?? value;
    default:
      return value;
  }
}
