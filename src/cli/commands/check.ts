import { Command } from 'commander';
import { wordsHelp } from '../../report/words.ts';
import { wrap } from '../../report/wrap.ts';
import { CHECK_RULES } from '../../tuning/check-rules.ts';
import {
  addAnswerOptions,
  addBudgetOption,
  addGraphOptions,
  addStrategyOptions,
  collect,
  GRAPH_MEANING,
} from '../options.ts';

const EXAMPLES = `Examples:
  group-layers check .#image.graph
  group-layers check new.json --against released.json --config group-layers.json
  group-layers check .attrs.json --format github
`;

/** `group-layers check`: a gate for CI. */
export function checkCommand(): Command {
  const command = new Command('check')
    .description('Check the grouping of a graph against rules; exit code 1 if one is broken.')
    .argument('<GRAPH>', GRAPH_MEANING)
    .option('--init', 'write a config that passes today, instead of checking')
    .option('--against <FILE>', 'an older graph of the same image; may be repeated', collect)
    .addHelpText('before', EXAMPLES)
    .addHelpText('after', wordsHelp(['floor', 'excess']))
    .addHelpText('after', rulesHelp);
  return addAnswerOptions(addStrategyOptions(addBudgetOption(addGraphOptions(command))), [
    'text',
    'json',
    'github',
    'markdown',
  ]);
}

const HELP_WIDTH = 80;
const INDENT = 2;

function rulesHelp(): string {
  const rules = Object.entries(CHECK_RULES).filter(([rule]) => rule !== '$schema');
  const titleWidth = Math.max(...rules.map(([rule]) => rule.length)) + INDENT;
  const lines = rules.flatMap(([rule, description]) =>
    wrap(description, HELP_WIDTH - titleWidth - INDENT).map(
      (line, index) =>
        `${' '.repeat(INDENT)}${(index === 0 ? rule : '').padEnd(titleWidth)}${line}`,
    ),
  );
  return `\nThe config is a JSON object with any of:\n${lines.join('\n')}`;
}
