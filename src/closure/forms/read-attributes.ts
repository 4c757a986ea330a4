import * as z from 'zod/mini';
import { InputError } from '../../input/input-error.ts';
import { jsonPlace } from '../../input/json-place.ts';
import { showValue } from '../../input/show-value.ts';
import { type GraphRecord, listedEntries } from '../graph-record.ts';

const rootList = z.union([
  z.pipe(
    z.string(),
    z.transform((root) => [root]),
  ),
  z.array(z.string()),
]);

/**
 * Reads a graph from an `.attrs.json`, the file of a derivation with structured attributes. Its
 * `exportReferencesGraph` maps the name of each graph to its roots; the graph itself is the top-level
 * array of that name. If there are no roots, Nix may omit the array.
 *
 * @param attributes the parsed file
 * @param graphName which graph; undefined for the only one
 * @throws InputError when there is no such graph, or several and no name
 */
export function readAttributes(attributes: object, graphName: string | undefined): GraphRecord {
  const fields = new Map<string, unknown>(Object.entries(attributes));
  const exported = fields.get('exportReferencesGraph');
  if (typeof exported !== 'object' || exported === null || Array.isArray(exported)) {
    throw new InputError(
      [
        {
          place: 'exportReferencesGraph',
          found: showValue(exported),
          expected: 'an object of graph names and their roots',
        },
      ],
      'set __structuredAttrs = true; exportReferencesGraph.graph = [ … ];',
    );
  }

  const rootsByName = new Map<string, unknown>(Object.entries(exported));
  const name = chooseGraph([...rootsByName.keys()].sort(), graphName);
  const place = jsonPlace(['exportReferencesGraph', name]);
  const roots = rootList.safeParse(rootsByName.get(name));
  if (!roots.success) {
    throw new InputError(
      [{ place, found: showRoots(rootsByName.get(name)), expected: 'a list of store paths' }],
      `set ${place} to the store paths that the image is requested for`,
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
          place: jsonPlace([name]),
          found: showValue(graph),
          expected: 'the array of store paths that Nix writes',
        },
      ],
      'give the .attrs.json as the build of the derivation sees it, with __structuredAttrs = true',
    );
  }
  return { entries: listedEntries([name], graph), roots: roots.data };
}

/** The roots in a few words; of a list, the first item that is not a string. */
function showRoots(roots: unknown): string {
  const stray = Array.isArray(roots) ? roots.find((root) => typeof root !== 'string') : undefined;
  return stray === undefined ? showValue(roots) : `a list with ${showValue(stray)}`;
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
      'choose one of these with --graph-name',
    );
  }
  const [only] = names;
  if (only === undefined || names.length > 1) {
    throw new InputError(
      [
        {
          place: 'exportReferencesGraph',
          found: only === undefined ? 'no graph' : `${names.length} graphs (${listed})`,
          expected: 'one',
        },
      ],
      only === undefined
        ? 'set exportReferencesGraph.graph = [ … ];'
        : 'choose one with --graph-name',
    );
  }
  return only;
}
