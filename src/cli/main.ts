import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { REVISIONS, STRATEGY_NAMES } from '../layers/strategy-names.ts';
import { catching } from './catching.ts';
import { writeOutput } from './write-output.ts';

const version = `${packageJson.version} (${STRATEGY_NAMES[0]}, revision ${REVISIONS[STRATEGY_NAMES[0]]})`;

/** Runs the command. `--version` and `--help` alone are answered at once, because all else takes longer to load. */
async function main(args: readonly string[]): Promise<void> {
  if (args.length === 1 && args[0] === '--version') {
    await catching(() => writeOutput('-', `${version}\n`));
  } else if (args.length === 1 && (args[0] === '--help' || args[0] === '-h')) {
    // commander told it when the command was built
    const help = join(__dirname, '..', 'share/group-layers/help.txt');
    await catching(() => writeOutput('-', readFileSync(help, 'utf8')));
  } else {
    const { runCommand }: typeof import('./command.ts') = require('./command.cjs');
    await runCommand(version, args);
  }
}

void main(process.argv.slice(2));
