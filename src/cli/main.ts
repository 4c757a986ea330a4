import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { InputError } from '../input/input-error.ts';
import { REVISIONS, STRATEGY_NAMES } from '../layers/strategy-names.ts';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';
import { refusal } from './refuse.ts';
import { keepSeparators } from './series-separator.ts';
import { tell } from './tell.ts';
import { writeOutput } from './write-output.ts';

const version = `${packageJson.version} (${STRATEGY_NAMES[0]}, revision ${REVISIONS[STRATEGY_NAMES[0]]})`;

/** Runs the command and sets the exit code: the one place that catches. */
async function main(): Promise<void> {
  try {
    const args = process.argv.slice(2);
    const known = args.length === 1 ? knownAnswer(args[0]!) : undefined;
    if (known !== undefined) {
      await writeOutput('-', known);
      return;
    }
    const { COMMAND_NAMES, createCommand } = await import('./command.ts');
    if (/^[a-z]+$/.test(args[0] ?? '') && !COMMAND_NAMES.includes(args[0]!)) {
      const { refuseMisspelled } = await import('./refuse-misspelled.ts');
      refuseMisspelled(args[0]!, COMMAND_NAMES);
    }
    let said = '';
    const program = await createCommand(version, args, (text) => {
      said += text;
    });
    try {
      await program.parseAsync(keepSeparators(args), { from: 'user' });
    } catch (error) {
      // --help and --version end like this
      if (!isOfCommander(error)) {
        throw error;
      }
    }
    if (said !== '') {
      await writeOutput('-', said);
    }
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** What commander would answer, but it takes longer to load than all else that is done. */
function knownAnswer(arg: string): string | undefined {
  switch (arg) {
    case '--version':
      return `${version}\n`;
    case '-h':
    case '--help':
      // commander told it when the command was built
      return readFileSync(join(__dirname, '..', 'share/group-layers/help.txt'), 'utf8');
    default:
      return undefined;
  }
}

/** Whether an error is commander's, by its code, since its class would have to be loaded. */
function isOfCommander(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
}

function report(thrown: unknown): number {
  // files are refused where they are read; what is refused here are hints
  const error = thrown instanceof InputError ? refusal(thrown) : thrown;
  if (error instanceof Failure) {
    tell(error.message);
    return error.exitCode;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  tell(`this is a bug, please report it\n${stack}`);
  return EXIT.bug;
}

void main();
