import packageJson from '../../package.json' with { type: 'json' };
import { REVISIONS, STRATEGY_NAMES } from '../layers/strategy-names.ts';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';
import { keepSeparators } from './series-separator.ts';
import { tell } from './tell.ts';

const version = `${packageJson.version} (${STRATEGY_NAMES[0]}, revision ${REVISIONS[STRATEGY_NAMES[0]]})`;

/** Runs the command and sets the exit code: the one place that catches. */
async function main(): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // a reader that stops early, such as head, is not an error
    if (error.code !== 'EPIPE') {
      process.exitCode = EXIT.notWritten;
    }
  });
  process.stderr.on('error', () => {});
  try {
    const args = process.argv.slice(2);
    // commander would answer the same, but takes longer to load than all else that is done
    if (args.length === 1 && args[0] === '--version') {
      process.stdout.write(`${version}\n`);
      return;
    }
    const { createCommand } = await import('./command.ts');
    const program = createCommand(version);
    const commands = ['help', ...program.commands.map((command) => command.name())];
    if (/^[a-z]+$/.test(args[0] ?? '') && !commands.includes(args[0]!)) {
      const { refuseMisspelled } = await import('./refuse-misspelled.ts');
      refuseMisspelled(args[0]!, commands);
    }
    await program.parseAsync(keepSeparators(args), { from: 'user' });
  } catch (error) {
    // --help and --version end like this; if their text cannot be written, the handler above sets the code
    if (!isOfCommander(error)) {
      process.exitCode = report(error);
    }
  }
}

/** Whether an error is commander's, by its code, since its class would have to be loaded. */
function isOfCommander(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
}

function report(error: unknown): number {
  if (error instanceof Failure) {
    tell(error.message);
    return error.exitCode;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  tell(`this is a bug, please report it\n${stack}`);
  return EXIT.bug;
}

void main();
