import { closeSync, openSync, writeSync } from 'node:fs';
import type { Shape } from '../helpers/shapes.ts';

/** Of each path of `layeredRandom`. */
export const REFERENCES = 8;

/** Eight references each, into the next tenth of the paths. */
export const layeredRandom: Shape = (n) => {
  let state = 1;
  return Array.from({ length: n }, (_, path) => {
    const targets = Array.from({ length: REFERENCES }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return path + 1 + (state % Math.ceil(n / 10));
    });
    return [...new Set(targets)].filter((target) => target < n);
  });
};

/** Rows of this many paths, each of which refers to the whole next row. */
const ROW = 30;

/** Complete bipartite graphs, one upon the other. */
export const bipartite: Shape = (n) =>
  Array.from({ length: n }, (_, path) => {
    const next = path - (path % ROW) + ROW;
    return Array.from({ length: ROW }, (_, place) => next + place).filter((target) => target < n);
  });

/** No references at all. */
export const isolated: Shape = (n) => Array.from({ length: n }, () => []);

/** The name without version of every path that `writeGraph` writes. */
export const BARE_NAME = 'path';

/** About the length of names in nixpkgs. */
const NAME_LENGTH = 20;

const PIECE = 2 ** 20;

/**
 * Writes a closure graph as `nix path-info --json` does, piece by piece, because it may be longer than the
 * longest string.
 */
export function writeGraph(
  file: string,
  lists: readonly (readonly number[])[],
  nameLength = NAME_LENGTH,
): void {
  const paths = lists.map((_, path) => {
    const name = `${BARE_NAME}-1.0.${path}`.padEnd(nameLength, '.0');
    return `/nix/store/${digestOf(path)}-${name}`;
  });
  const descriptor = openSync(file, 'w');
  let piece = '[';
  lists.forEach((targets, path) => {
    const narSize = 1000 + ((path * 7919) % 100_000) * 10;
    const references = targets.map((target) => paths[target]!);
    piece += `${path === 0 ? '' : ','}\n${JSON.stringify({ path: paths[path], narSize, references })}`;
    if (piece.length > PIECE) {
      writeSync(descriptor, piece);
      piece = '';
    }
  });
  writeSync(descriptor, `${piece}\n]\n`);
  closeSync(descriptor);
}

/** A number in the digits of Nix, without e, o, t and u. */
function digestOf(path: number): string {
  const digits = path.toString(32).padStart(32, '0');
  return digits.replace(/[eotu]/g, (digit) => 'wxyz'['eotu'.indexOf(digit)]!);
}
