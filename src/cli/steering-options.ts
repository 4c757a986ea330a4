import type { Command } from 'commander';
import { DEFAULTS } from '../layers/group-options.ts';
import { HINT_KINDS, type Hints } from '../layers/hints/hints.ts';
import { CHECK_RULES } from '../tuning/check-rules.ts';
import { collect } from './options.ts';
import { parseMargin } from './parse-numbers.ts';

/** The options that steer a grouping: an earlier one, and hints. */
export interface SteeringOptions extends Hints {
  readonly previous?: string;
  readonly previousMargin: number;
}

/** Adds the options that are hints. */
export function addHintOptions(command: Command): Command {
  for (const kind of HINT_KINDS) {
    command.option(`--${kind} <GLOB>`, `${CHECK_RULES[kind]}; may be repeated`, collect);
  }
  return command;
}

/** Adds the options that steer a grouping: an earlier one, and hints. */
export function addSteeringOptions(command: Command): Command {
  return addHintOptions(command)
    .option(
      '--previous <FILE>',
      'an earlier grouping, whose layers stay where they are as long as that pays',
    )
    .option(
      '--previous-margin <PART>',
      'the part of the image that new layers have to save over the earlier ones; never keeps these',
      parseMargin,
      DEFAULTS.previousMargin,
    );
}
