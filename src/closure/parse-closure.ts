import { buildClosure, type ClosureOptions } from './build-closure.ts';
import { checkEntries } from './check-entries.ts';
import type { Closure } from './closure.ts';
import { decodeText } from './decode-text.ts';
import type { GraphRecord } from './graph-record.ts';
import { InputError } from './input-error.ts';
import { readJsonGraph } from './read-json-graph.ts';
import { readRegistration } from './read-registration.ts';
import { showValue } from './show-value.ts';

/** How to read a closure graph. */
export interface ParseOptions extends ClosureOptions {
  /** Which graph, when an `.attrs.json` holds several. */
  readonly graphName?: string | undefined;
  /** Told when the input is parsed, then when the closure is built. */
  readonly onPhase?: ((phase: 'parse' | 'graph') => void) | undefined;
}

/**
 * Reads a closure graph in any form that Nix or Lix prints and that tells sizes; the form is
 * recognised from the content (see `readJsonGraph` and `readRegistration`).
 *
 * @param input the whole file, as text or as its UTF-8 bytes
 * @throws InputError when the input is in no known form, or does not describe a closure: an
 *   entry malformed, a reference missing, sizes contradictory, a cycle
 */
export function parseClosure(input: string | Uint8Array, options: ParseOptions = {}): Closure {
  const { entries, roots } = readGraph(decodeText(input, TEXT_ADVICE), options.graphName);
  const checked = checkEntries(entries);
  options.onPhase?.('parse');
  const closure = buildClosure(checked, roots, options);
  options.onPhase?.('graph');
  return closure;
}

const TEXT_ADVICE =
  'give the graph itself, not compressed: .attrs.json, or what `nix path-info --json -r PATH` prints';

const JSON_START = /^(?:[[{"0-9-]|(?:true|false|null)\b)/;

function readGraph(text: string, graphName: string | undefined): GraphRecord {
  const start = text.trimStart();
  if (start.startsWith('/')) {
    return readRegistration(text);
  }
  if (JSON_START.test(start)) {
    return readJsonGraph(text, graphName);
  }
  const found = start === '' ? 'nothing at all' : showValue(start.split('\n', 1)[0]);
  throw new InputError(
    [{ place: '', found, expected: 'JSON or a registration' }],
    'give the .attrs.json of a derivation with exportReferencesGraph, or what `nix path-info --json -r PATH` prints',
  );
}
