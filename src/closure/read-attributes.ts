import * as z from 'zod';
import type { GraphRecord } from './graph-record.ts';
import { InputError } from './input-error.ts';
import { showValue } from './store-entry.ts';

const rootList = z.union([z.string().transform((root) => [root]), z.array(z.string())]);

/**
 * Reads a graph out of an `.attrs.json`, the file of a derivation with structured attributes. Its
 * `exportReferencesGraph` maps the name of each graph to its roots; the graph itself is the
 * top-level array of that name. Without any roots Nix may leave the array out.
 *
 * @param attributes the parsed file
 * @param graphName which graph; undefined takes the only one
 * @param formsAdvice what to do when the file holds no graph at all
 * @throws InputError when there is no such graph, or several and no name
 */
export function readAttributes(
  attributes: object,
  graphName: string | undefined,
  formsAdvice: string,
): GraphRecord {
  const fields = new Map<string, unknown>(Object.entries(attributes));
  const exported = fields.get('exportReferencesGraph');
  if (exported === undefined) {
    throw new InputError(
      [{ place: '', found: 'no exportReferencesGraph', expected: 'a closure graph' }],
      formsAdvice,
    );
  }
  if (typeof exported !== 'object' || exported === null || Array.isArray(exported)) {
    throw new InputError(
      [
        {
          place: 'exportReferencesGraph',
          found: showValue(exported),
          expected: 'an object, graph names to roots',
        },
      ],
      'set __structuredAttrs = true; exportReferencesGraph.graph = [ … ];',
    );
  }

  const rootsByName = new Map<string, unknown>(Object.entries(exported));
  const name = chooseGraph([...rootsByName.keys()].sort(), graphName);
  const place = `exportReferencesGraph.${name}`;
  const roots = rootList.safeParse(rootsByName.get(name));
  if (!roots.success) {
    throw new InputError(
      [{ place, found: showValue(rootsByName.get(name)), expected: 'a list of store paths' }],
      `set exportReferencesGraph.${name} to the store paths that the image is asked for`,
    );
  }

  const graph = fields.get(name);
  if (graph === undefined && roots.data.length === 0) {
    return { entries: [], roots: [] };
  }
  if (!Array.isArray(graph)) {
    throw new InputError(
      [
        {
          place: name,
          found: showValue(graph),
          expected: 'the array of store paths that Nix writes',
        },
      ],
      'give the .attrs.json as the build of the derivation sees it, with __structuredAttrs = true',
    );
  }
  return {
    entries: graph.map((value, index) => ({ place: `${name}[${index}]`, value })),
    roots: roots.data,
  };
}

function chooseGraph(names: readonly string[], wanted: string | undefined): string {
  const listed = names.map((name) => JSON.stringify(name)).join(', ');
  if (wanted !== undefined) {
    if (names.includes(wanted)) {
      return wanted;
    }
    throw new InputError(
      [
        {
          place: 'exportReferencesGraph',
          found: names.length === 0 ? 'no graph' : `the graphs ${listed}`,
          expected: `one named ${JSON.stringify(wanted)}`,
        },
      ],
      'choose one that is there with --graph-name',
    );
  }
  const [only] = names;
  if (only === undefined || names.length > 1) {
    throw new InputError(
      [
        {
          place: 'exportReferencesGraph',
          found: only === undefined ? 'no graph' : `${names.length} graphs, ${listed}`,
          expected: 'one graph',
        },
      ],
      only === undefined
        ? 'set exportReferencesGraph.graph = [ … ];'
        : 'choose one with --graph-name',
    );
  }
  return only;
}
