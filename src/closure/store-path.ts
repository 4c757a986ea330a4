import { InputError } from '../input/input-error.ts';

/** The parts of `<storeDir>/<digest>-<name>`. */
export interface StorePathParts {
  readonly storeDir: string;
  readonly digest: string;
  readonly name: string;
}

/**
 * What Nix allows in a name (its `checkName`), after any store dir that has no control characters, lone
 * surrogates or folders `.` and `..`.
 */
const STORE_PATH =
  /^\/(?:(?!\.{1,2}\/)[^\p{Cc}\p{Cs}/]+\/)*[0-9a-z]{32}-(?!\.{1,2}(?:-|$))[0-9A-Za-z+._?=-]{1,211}$/u;

/** The least that systems allow, that of macOS. */
const LONGEST_PATH = 1024;

const DIGEST_LENGTH = 32;

/**
 * The parts of a store path. `undefined` when `path` is something else: a relative path, a file inside a
 * store path, a digest that is not 32 characters of 0–9 a–z, a name that Nix refuses, or a path of more than
 * 1024 characters. Any store dir is accepted (`/nix/store`, `/gnu/store`, a private one).
 */
export function parseStorePath(path: string): StorePathParts | undefined {
  if (path.length > LONGEST_PATH || !STORE_PATH.test(path)) {
    return undefined;
  }
  const slash = path.lastIndexOf('/');
  const dash = slash + 1 + DIGEST_LENGTH;
  return {
    storeDir: path.slice(0, slash) || '/',
    digest: path.slice(slash + 1, dash),
    name: path.slice(dash + 1),
  };
}

/** Characters of a digest that name a build. */
export const BUILD_LENGTH = 8;

/**
 * A build by the first characters of its digest: 40 bits, enough to tell the builds of one name
 * apart. A whole digest would be found by Nix, and keep the build alive through a mere count.
 */
export function buildOf(digest: string): string {
  return digest.slice(0, BUILD_LENGTH);
}

/** The name and the build of a store path, with a space between, which names do not contain: `bash-5.2 rbyz4sfn`. */
export function nameAndBuild(storePath: string): string {
  const { name, digest } = parseStorePath(storePath)!;
  return `${name} ${buildOf(digest)}`;
}

/** @throws InputError when store paths are not all in the store dir of the first */
export function refuseStoreDirs(storePaths: readonly string[]): void {
  const [first] = storePaths;
  const end = first === undefined ? 0 : first.lastIndexOf('/');
  const other = storePaths.find(
    (path) => path.lastIndexOf('/') !== end || !path.startsWith(first!.slice(0, end + 1)),
  );
  if (other !== undefined) {
    throw new InputError(
      [
        {
          place: other,
          found: `another store dir than that of ${first}`,
          expected: 'one store dir',
        },
      ],
      'give the graph of one store, not several joined',
    );
  }
}
