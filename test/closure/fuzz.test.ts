import fc from 'fast-check';
import { test } from 'vitest';
import { parseClosure } from '../../src/closure/parse-closure.ts';
import { InputError } from '../../src/input/input-error.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { CLOSURE_FORMS } from '../helpers/closure-forms.ts';
import { expectClosure } from '../helpers/expect-closure.ts';
import { fixtureText } from '../helpers/fixture.ts';
import type { StoreGraph } from '../helpers/store-graph.ts';

const { exportReferencesGraph, graph } = JSON.parse(fixtureText('with-ca.attrs.json'));
const GRAPH: StoreGraph = { roots: exportReferencesGraph.graph, entries: graph };
const FORMS = Object.entries(CLOSURE_FORMS).map(([form, write]) => [form, write(GRAPH)] as const);

const JSON_FORMS = FORMS.filter(([, text]) => /^[[{]/.test(text));

function expectClosureOrRefusal(input: string | Uint8Array): void {
  try {
    expectClosure(parseClosure(input));
  } catch (error) {
    if (!(error instanceof InputError)) {
      throw error;
    }
  }
}

const strange = fc.oneof(
  fc.constantFrom(null, true, -1, 1.5, 2 ** 53, 0, '', '/', '__proto__', [], {}, [null], [[]]),
  fc.constantFrom(...GRAPH.entries.map(({ path }) => path)),
  fc.jsonValue({ maxDepth: 2 }),
);

const added = fc.oneof(
  fc.uint8Array({ maxLength: 4 }),
  fc
    .constantFrom('\n', '"', '{', ']', ',', '/', '-', '0', '\\', '1e9', '\r\n')
    .map((text) => new TextEncoder().encode(text)),
);

/** The value with the `steps`-th choice on the way down followed, and what is found there replaced. */
function mutate(value: unknown, steps: readonly number[], replacement: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || typeof value !== 'object' || value === null) {
    return replacement;
  }
  const keys = Object.keys(value);
  const key = keys[step % (keys.length + 1)] ?? 'valid';
  const found = (value as Record<string, unknown>)[key];
  const changed =
    rest.length === 0 && step % 3 === 0 ? undefined : mutate(found, rest, replacement);
  return Array.isArray(value)
    ? value.map((item, index) => (String(index) === key ? changed : item))
    : { ...value, [key]: changed };
}

test.each(JSON_FORMS)('%s with a value changed is a closure or refused', (_, text) => {
  const steps = fc.array(fc.nat(60), { minLength: 1, maxLength: 5 });
  checkProperty(
    fc.tuple(steps, strange),
    ([path, replacement]) => {
      expectClosureOrRefusal(JSON.stringify(mutate(JSON.parse(text), path, replacement)));
    },
    500,
  );
});

test.each(FORMS)('%s with bytes changed is a closure or refused', (_, text) => {
  const bytes = new TextEncoder().encode(text);
  checkProperty(
    fc.record({ at: fc.nat(bytes.length), removed: fc.nat(40), added }),
    ({ at, removed, added }) => {
      const rest = bytes.subarray(at + removed);
      expectClosureOrRefusal(Uint8Array.of(...bytes.subarray(0, at), ...added, ...rest));
    },
    500,
  );
});
