import { closeSync, existsSync, fstatSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { printable } from '../report/printable.ts';
import { EXIT } from './exit-codes.ts';
import { Failure, reasonOf } from './failure.ts';
import { readDescriptor, refuseTooLarge } from './read-descriptor.ts';
import { onSignal } from './signals.ts';

/** The name of a file in messages, which does not begin like a command to a CI runner (`::add-mask::`). */
export function displayName(file: string): string {
  const name = file.startsWith('::') || file.startsWith('##') ? `./${file}` : file;
  return file === '-' ? '<stdin>' : printable(name) || '""';
}

/**
 * Reads a file, or stdin for `-`.
 *
 * @throws Failure when that is not possible
 */
export async function readInput(file: string): Promise<Uint8Array> {
  try {
    return file === '-' ? await readStdin() : readFile(file);
  } catch (error) {
    throw new Failure(`${displayName(file)}: ${reasonOf(error)}`, EXIT.refused, { cause: error });
  }
}

function readFile(file: string): Uint8Array {
  const descriptor = openSync(file, 'r');
  try {
    return readDescriptor(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

async function readStdin(): Promise<Uint8Array> {
  if (fstatSync(0).isFile()) {
    return readDescriptor(0);
  }
  const release = onSignal(() => {});
  try {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of process.stdin) {
      chunks.push(chunk);
      size += chunk.length;
      refuseTooLarge(size);
    }
    return Buffer.concat(chunks, size);
  } finally {
    release();
  }
}

/**
 * Finds the graph when the command line names none: the attributes file of the Nix build that this runs
 * in, else stdin if it is connected.
 *
 * `$NIX_BUILD_TOP` is tried first, because `$NIX_ATTRS_JSON_FILE` is wrong inside the sandbox of
 * older Nix (NixOS/nix#6736).
 *
 * @throws Failure when there is none of these
 */
export function findInput(environment: NodeJS.ProcessEnv): string {
  const { NIX_BUILD_TOP: buildTop, NIX_ATTRS_JSON_FILE: attributesFile } = environment;
  const candidates = [
    ...(buildTop ? [join(buildTop, '.attrs.json')] : []),
    './.attrs.json',
    ...(attributesFile ? [attributesFile] : []),
  ];
  const found = candidates.find((file) => existsSync(file));
  if (found !== undefined) {
    return found;
  }
  if (stdinIsConnected()) {
    return '-';
  }
  throw new Failure(
    'no graph, expected a file, ./result, an installable, - for stdin, or an .attrs.json here\n' +
      'for instance: group-layers .#image.graph',
    EXIT.usage,
  );
}

function stdinIsConnected(): boolean {
  try {
    const stat = fstatSync(0);
    return stat.isFIFO() || stat.isSocket() || stat.isFile();
  } catch {
    return false;
  }
}

/**
 * Refuses to read stdin more than once.
 *
 * @throws Failure when several of the files are `-`
 */
export function refuseStdinTwice(files: readonly (string | undefined)[]): void {
  if (files.filter((file) => file === '-').length > 1) {
    throw new Failure('two inputs from stdin\ngive one of them as a file', EXIT.usage);
  }
}
