import { closeSync, existsSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type OtherDocument, otherDocument } from '../closure/other-document.ts';
import { parseStorePath } from '../closure/store-path.ts';
import { EXIT } from './exit-codes.ts';
import { Failure } from './failure.ts';
import { displayName, readInput } from './read-input.ts';
import { compressionOf, unpack } from './unpack.ts';

/** A closure graph as it was read. */
export interface GraphInput {
  readonly content: Uint8Array;
  /** The roots, if Nix was asked for the graph of these store paths. */
  readonly roots?: readonly string[];
}

/**
 * Reads what is given for a closure graph: a file, `-` for stdin, a store path, a link to one such as `./result`,
 * or an installable such as `.#image.graph`. A file that contains a graph is read as it is, wherever it is; of
 * another store path the graph of its closure is asked of Nix.
 *
 * @throws Failure when that is not possible, or when it is an image, which does not tell what is in it
 */
export async function readGraph(argument: string): Promise<GraphInput> {
  if (argument === '-') {
    return { content: unpack(argument, await readInput(argument)) };
  }
  if (existsSync(argument)) {
    return readExisting(argument, argument);
  }
  if (parseStorePath(argument) !== undefined) {
    return fromNix([argument], argument);
  }
  if (isInstallable(argument)) {
    const { buildInstallable } = await import('./ask-nix.ts');
    const outputs = await buildInstallable(argument);
    const [only] = outputs;
    return only !== undefined && outputs.length === 1 && existsSync(only)
      ? readExisting(only, argument)
      : fromNix(outputs, argument);
  }
  return { content: await readInput(argument) };
}

/** `.#image`, `nixpkgs#hello`, `github:owner/repository` */
function isInstallable(argument: string): boolean {
  return argument.includes('#') || /^[a-z][a-z0-9+.-]*:/.test(argument);
}

/** @param argument what the user gave, for messages */
async function readExisting(path: string, argument: string): Promise<GraphInput> {
  const isFolder = statSync(path).isDirectory();
  if (isFolder && existsSync(join(path, 'oci-layout'))) {
    refuseOther(argument, {
      found: 'the OCI layout of an image, which does not tell the references of what is in it',
      advice: IMAGE_ADVICE,
    });
  }
  const storePath = storePathOf(path);
  if (storePath === undefined) {
    return { content: unpack(argument, await readInput(path)) };
  }
  if (!isFolder) {
    const beginning = readBeginning(path);
    if (MAY_BE_GRAPH.test(new TextDecoder('latin1').decode(beginning.subarray(0, 8)))) {
      return { content: unpack(argument, await readInput(path)) };
    }
    const compression = compressionOf(beginning);
    const other = compression
      ? {
          found: `an archive compressed by ${compression.name}, such as that of an image`,
          advice: IMAGE_ADVICE,
        }
      : otherDocument(beginning);
    if (other !== undefined) {
      refuseOther(argument, other);
    }
  }
  return fromNix([storePath], argument);
}

/** JSON or a registration. */
const MAY_BE_GRAPH = /^(?:\xef\xbb\xbf)?\s*[[{/]/;

const IMAGE_ADVICE =
  'give the graph that it was grouped by: the .graph of buildImage, or `nix path-info --json -r` of its contents';

function refuseOther(argument: string, { found, advice }: OtherDocument): never {
  throw new Failure(
    `${displayName(argument)}: ${found}, expected a closure graph\n${advice}`,
    EXIT.refused,
  );
}

async function fromNix(roots: readonly string[], argument: string): Promise<GraphInput> {
  const { closureGraphOf } = await import('./ask-nix.ts');
  return { content: await closureGraphOf(roots, argument), roots };
}

/** The store path that a path is, is in, or links to. */
function storePathOf(path: string): string | undefined {
  let at = realpathSync(path);
  while (at !== '/') {
    if (parseStorePath(at) !== undefined) {
      return at;
    }
    at = join(at, '..');
  }
  return undefined;
}

/** Bytes that tell what a file is. */
const BEGINNING = 2 ** 16;

function readBeginning(path: string): Uint8Array {
  const descriptor = openSync(path, 'r');
  try {
    const bytes = new Uint8Array(BEGINNING);
    return bytes.subarray(0, readSync(descriptor, bytes));
  } finally {
    closeSync(descriptor);
  }
}
