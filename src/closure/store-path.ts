/** The parts of `<storeDir>/<digest>-<name>`. */
export interface StorePathParts {
  readonly storeDir: string;
  readonly digest: string;
  readonly name: string;
}

const BASE_NAME = /^([0-9a-z]{32})-(.+)$/s;

// Nix writes no such character; in a terminal, a list of lines or a tar archive one could do harm.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f-\u009f]/;

/**
 * Takes a store path apart; `undefined` when `path` is none: not absolute, something below a store
 * path, a digest that is not 32 characters of 0–9 a–z, no name, or a control character. The store
 * dir may be any (`/nix/store`, `/gnu/store`, a private one).
 */
export function parseStorePath(path: string): StorePathParts | undefined {
  const slash = path.lastIndexOf('/');
  const match = BASE_NAME.exec(path.slice(slash + 1));
  if (!path.startsWith('/') || match === null || CONTROL_CHARACTER.test(path)) {
    return undefined;
  }
  return { storeDir: path.slice(0, slash) || '/', digest: match[1]!, name: match[2]! };
}
