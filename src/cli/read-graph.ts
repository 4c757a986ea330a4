import { closeSync, existsSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { IMAGE_ADVICE, type OtherDocument, otherDocument } from '../closure/other-document.ts';
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
  /** What the image that was given is built upon: a file for --base. */
  readonly base?: string;
  /** What was taken, if that is not what was given. */
  readonly remark?: string;
}

/**
 * Reads what is given for a closure graph: a file, `-` for stdin, a store path, a link to one such as `./result`,
 * or an installable such as `.#image`. A file that contains a graph is read as it is, wherever it is. Of an image in
 * the store it is the graph that it was grouped by; of another store path Nix is asked for that of its closure.
 *
 * @throws Failure when that is not possible, or when it is an image whose graph cannot be had from the store
 */
export async function readGraph(argument: string): Promise<GraphInput> {
  if (argument === '-') {
    return { content: await unpack(argument, await readInput(argument)) };
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
  const storePath = storePathOf(path);
  const isFolder = statSync(path).isDirectory();
  const beginning = isFolder || storePath === undefined ? undefined : readBeginning(path);
  const other = isFolder ? folderDocument(path) : beginning && fileDocument(beginning);
  if (other?.advice === IMAGE_ADVICE && storePath !== undefined) {
    const graph = await graphOfImage(storePath, argument);
    if (graph !== undefined) {
      return { ...graph, remark: `${other.found}: ${graph.remark}` };
    }
  }
  if (other !== undefined) {
    throw new Failure(
      `${displayName(argument)}: ${other.found}, expected a closure graph\n${other.advice}`,
      EXIT.refused,
    );
  }
  return storePath === undefined || (beginning && mayBeGraph(beginning))
    ? { content: await unpack(argument, await readInput(path)) }
    : fromNix([storePath], argument);
}

/** JSON or a registration. */
function mayBeGraph(beginning: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(beginning.subarray(0, 8));
  return /^(?:\xef\xbb\xbf)?\s*[[{/]/.test(text);
}

function folderDocument(folder: string): OtherDocument | undefined {
  return existsSync(join(folder, 'oci-layout'))
    ? { found: 'the OCI layout of an image', advice: IMAGE_ADVICE }
    : undefined;
}

/** What a file in the store is if it is not a graph; what else begins like one is left to the parser. */
function fileDocument(beginning: Uint8Array): OtherDocument | undefined {
  const compression = compressionOf(beginning);
  if (compression !== undefined) {
    const found = `an archive compressed by ${compression.name}, such as that of an image`;
    return { found, advice: IMAGE_ADVICE };
  }
  const other = otherDocument(beginning);
  return other?.advice !== IMAGE_ADVICE && mayBeGraph(beginning) ? undefined : other;
}

/** What is given back has a remark, which says what was taken. */
async function graphOfImage(storePath: string, argument: string): Promise<GraphInput | undefined> {
  const { imageGraph } = await import('./image-graph.ts');
  const graph = await imageGraph(storePath);
  if (graph === undefined) {
    return undefined;
  }
  const remark = 'took the graph that it was grouped by';
  if ('file' in graph) {
    const content = await readInput(graph.file);
    const { base } = graph;
    return base === undefined
      ? { content, remark }
      : { content, base, remark: `${remark}, upon ${base} (--base)` };
  }
  const paths = 'roots' in graph ? graph.roots : graph.contents;
  if (paths.length === 0) {
    return { content: EMPTY_GRAPH, remark: 'it has no store paths' };
  }
  const { content } = await fromNix(paths, argument);
  return 'roots' in graph
    ? { content, roots: paths, remark }
    : { content, remark: 'took the graph of the store paths that it lists' };
}

/** Of an image without store paths; Nix would take the flake of the folder for no paths. */
const EMPTY_GRAPH = new TextEncoder().encode('{"exportReferencesGraph":{"graph":[]},"graph":[]}');

/** The graph of a closure; said if the paths are in a store elsewhere, so that nobody knows what they are. */
async function fromNix(roots: readonly string[], argument: string): Promise<GraphInput> {
  const { closureGraphOf } = await import('./ask-nix.ts');
  const content = await closureGraphOf(roots, argument);
  const unseen = roots.find((root) => !existsSync(root));
  return {
    content,
    roots,
    ...(unseen !== undefined && {
      remark: `warning: ${unseen} cannot be read here: took the graph of its closure, which is wrong for an image`,
    }),
  };
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
