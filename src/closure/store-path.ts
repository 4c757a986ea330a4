/** The parts of `<storeDir>/<digest>-<name>`. */
export interface StorePathParts {
  readonly storeDir: string;
  readonly digest: string;
  readonly name: string;
}

// Nix never writes control characters; they could do harm in a terminal, a list of lines or a tar archive.
const STORE_PATH =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it excludes
  /^\/(?:[^\u0000-\u001f\u007f-\u009f]*\/)?[0-9a-z]{32}-[^/\u0000-\u001f\u007f-\u009f]+$/;

const DIGEST_LENGTH = 32;

/**
 * The parts of a store path. `undefined` when `path` is something else: a relative path, a file inside a
 * store path, a digest that is not 32 characters of 0–9 a–z, no name, or a control character. Any store
 * dir is accepted (`/nix/store`, `/gnu/store`, a private one).
 */
export function parseStorePath(path: string): StorePathParts | undefined {
  if (!STORE_PATH.test(path)) {
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
