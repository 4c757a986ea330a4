import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';
import { displayName } from './read-input.ts';
import { onSignal } from './signals.ts';
import { spawn } from './spawn.ts';

/** What of Nix's newer commands needs to be on; it is no error where it is on already. */
const FEATURES = ['--extra-experimental-features', 'nix-command flakes'];

/**
 * Builds an installable, such as `.#image`, and returns the store paths of its outputs.
 *
 * @throws Failure when Nix is not there or does not build it
 */
export async function buildInstallable(installable: string): Promise<string[]> {
  // not --print-out-paths, which Nix 2.8 does not have
  const printed = await askNix(['build', '--no-link', '--json', installable], installable);
  const outputs = outputsIn(printed);
  if (outputs === undefined) {
    throw new Failure(
      `${displayName(installable)}: nix build --json prints a form that is not known\n` +
        'build it, and give the store path that this prints',
      EXIT.refused,
    );
  }
  return outputs;
}

function outputsIn(printed: string): string[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(printed);
  } catch {
    return undefined;
  }
  return built
    .safeParse(value)
    .data?.flatMap((one) => ('outputs' in one ? Object.values(one.outputs) : [one.path]));
}

/**
 * Asks for the closure graph of store paths: what `nix path-info --json -r` prints, whichever form this Nix has.
 *
 * @param argument what the user gave, for messages
 * @throws Failure when Nix is not there or does not know the paths
 */
export async function closureGraphOf(
  storePaths: readonly string[],
  argument: string,
): Promise<Uint8Array> {
  const format = hasJsonFormats(await askNix(['--version'], argument))
    ? ['--json-format', '2']
    : [];
  const args = ['path-info', '--json', ...format, '-r', ...storePaths];
  return Buffer.from(await askNix(args, argument));
}

/** What `nix build --json` prints; the second is a path that is not built. */
const built = z.array(
  z.union([
    z.object({ outputs: z.record(z.string(), z.string()) }),
    z.object({ path: z.string() }),
  ]),
);

/**
 * Whether Nix wants to be told which form of JSON: from 2.33 on it warns if it is not. Lix counts its versions
 * in another way, and has one form.
 */
function hasJsonFormats(version: string): boolean {
  const [, major, minor] = /([0-9]+)\.([0-9]+)[^ ]*\s*$/.exec(version) ?? [];
  return !version.includes('Lix') && (Number(major) > 2 || Number(minor) >= 33);
}

/**
 * Asks the store by `nix-store --query`; undefined if it does not know, which is not shown, or Nix is not there.
 *
 * @param query such as `--references`
 * @returns a store path for each line, without duplicates
 */
export async function queryStore(
  query: string,
  paths: readonly string[],
): Promise<string[] | undefined> {
  if (paths.length === 0) {
    return [];
  }
  try {
    const printed = await run('nix-store', ['--query', query, ...paths], 'ignore');
    return printed === undefined ? undefined : [...new Set(printed.split('\n').filter(Boolean))];
  } catch {
    return undefined;
  }
}

/** Runs `nix`, which shows its progress and errors itself. */
async function askNix(args: readonly string[], argument: string): Promise<string> {
  const name = displayName(argument);
  let printed: string | undefined;
  try {
    printed = await run('nix', [...FEATURES, ...args], 'inherit');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw error;
    }
    throw new Failure(
      `${name}: to be asked of Nix, which is not on this machine\n` +
        `where it is, write the graph: nix build --no-link ${name} && nix path-info --json -r ${name} > graph.json`,
      EXIT.refused,
      { cause: error },
    );
  }
  if (printed === undefined) {
    throw new Failure(`${name}: nix ${args[0]} failed, as it says above`, EXIT.refused);
  }
  return printed;
}

/** What a program prints, run without a shell; undefined if it fails. It gets the signals that end this process. */
async function run(
  program: string,
  args: readonly string[],
  stderr: 'inherit' | 'ignore',
): Promise<string | undefined> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', stderr] });
  const release = onSignal((signal) => child.kill(signal));
  try {
    const ended = new Promise<number | null>((resolve, reject) => {
      child.on('error', reject).on('close', resolve);
    });
    const [printed, exitCode] = await Promise.all([text(child.stdout), ended]);
    return exitCode === 0 ? printed : undefined;
  } finally {
    release();
  }
}
