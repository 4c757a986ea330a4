/** The parts of `<storeDir>/<digest>-<name>`. */
export interface StorePathParts {
  readonly storeDir: string;
  readonly digest: string;
  readonly name: string;
}

// Nix writes no control character; in a terminal, a list of lines or a tar archive one could do harm.
const STORE_PATH =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it shuts out
  /^\/(?:[^\u0000-\u001f\u007f-\u009f]*\/)?[0-9a-z]{32}-[^/\u0000-\u001f\u007f-\u009f]+$/;

const DIGEST_LENGTH = 32;

/**
 * Takes a store path apart; `undefined` when `path` is none: not absolute, something below a store
 * path, a digest that is not 32 characters of 0–9 a–z, no name, or a control character. The store
 * dir may be any (`/nix/store`, `/gnu/store`, a private one).
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
