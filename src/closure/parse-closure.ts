import { decodeText, LONGEST_TEXT } from '../input/decode-text.ts';
import { InputError } from '../input/input-error.ts';
import { parseJson } from '../input/parse-json.ts';
import { parseJsonPieces } from '../input/parse-json-pieces.ts';
import { endOfSpace, JSON_BYTE } from '../input/scan-json.ts';
import { showValue } from '../input/show-value.ts';
import { splitLines } from '../input/split-lines.ts';
import { buildClosure, type ClosureOptions } from './build-closure.ts';
import { checkEntries } from './check-entries.ts';
import type { Closure } from './closure.ts';
import { FORMS_ADVICE, readJsonGraph } from './forms/read-json-graph.ts';
import { readRegistration } from './forms/read-registration.ts';
import type { GraphRecord } from './graph-record.ts';

/** How to read a closure graph. */
export interface ParseOptions extends ClosureOptions {
  /** Which graph of an `.attrs.json` that contains several. */
  readonly graphName?: string | undefined;
  /** Called after parsing, and again after building the closure. */
  readonly onPhase?: ((phase: 'parse' | 'graph') => void) | undefined;
}

/**
 * Reads a closure graph in any form of Nix or Lix that includes sizes; the form is
 * recognised from the content (see `readJsonGraph` and `readRegistration`).
 *
 * @param input the whole file, as text or as its UTF-8 bytes
 * @throws InputError when the form is unknown, or when the input is not a closure: a malformed entry, a
 *   missing reference, contradictory sizes, a cycle
 */
export function parseClosure(input: string | Uint8Array, options: ParseOptions = {}): Closure {
  const { entries, roots } = readGraph(input, options.graphName);
  const checked = checkEntries(entries);
  options.onPhase?.('parse');
  const closure = buildClosure(checked, roots, options);
  options.onPhase?.('graph');
  return closure;
}

const ADVICE = {
  notText:
    'give the graph itself, not compressed: .attrs.json, or what `nix path-info --json -r PATH` prints',
  notJson: FORMS_ADVICE,
};

/** Bytes; longer input is read in pieces, which takes less memory and a little more time. */
const LARGE = 2 ** 24;

/** Bytes of a piece. */
const PIECE_SIZE = 2 ** 22;

const JSON_START = /^(?:[[{"0-9-]|(?:true|false|null)\b)/;

function readGraph(input: string | Uint8Array, graphName: string | undefined): GraphRecord {
  if (typeof input !== 'string' && input.length > LARGE) {
    const bytes = withoutByteOrderMark(input);
    if (isJsonContainer(bytes)) {
      return readJsonGraph(parseJsonPieces(bytes, ADVICE, PIECE_SIZE), graphName);
    }
    if (bytes.length > LONGEST_TEXT) {
      return readRegistration(splitLines(bytes, ADVICE.notText, PIECE_SIZE));
    }
  }
  const text = decodeText(input, ADVICE.notText);
  const start = text.trimStart();
  if (start.startsWith('/')) {
    return readRegistration(text.split('\n'));
  }
  if (JSON_START.test(start)) {
    return readJsonGraph(parseJson(text, ADVICE.notJson), graphName);
  }
  const found = start === '' ? 'nothing at all' : showValue(start.split('\n', 1)[0]);
  throw new InputError([{ place: '', found, expected: 'JSON or a registration' }], FORMS_ADVICE);
}

function withoutByteOrderMark(bytes: Uint8Array): Uint8Array {
  const [first, second, third] = bytes;
  return first === 0xef && second === 0xbb && third === 0xbf ? bytes.subarray(3) : bytes;
}

function isJsonContainer(bytes: Uint8Array): boolean {
  const first = bytes[endOfSpace(bytes, 0)];
  return first === JSON_BYTE.leftBracket || first === JSON_BYTE.leftBrace;
}
