import { InputError } from '../../input/input-error.ts';
import { jsonPlace } from '../../input/json-place.ts';
import { showValue } from '../../input/show-value.ts';
import { type GraphRecord, listedEntries } from '../graph-record.ts';

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
  const exported = fieldOf(attributes, 'exportReferencesGraph');
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

  const name = chooseGraph(Object.keys(exported).sort(), graphName);
  const place = jsonPlace(['exportReferencesGraph', name]);
  const given = fieldOf(exported, name);
  const roots = typeof given === 'string' ? [given] : given;
  if (!isTextList(roots)) {
    throw new InputError(
      [{ place, found: showRoots(roots), expected: 'a list of store paths' }],
      `set ${place} to the store paths that the image is requested for`,
    );
  }

  const graph = fieldOf(attributes, name);
  if (graph === undefined && roots.length === 0) {
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
  return { entries: listedEntries([name], graph), roots };
}

// not a schema: it would make an issue of each wrong item, and spread them onto the stack
function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** A field of an object, which may have any name, such as __proto__. */
function fieldOf(object: object, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name as keyof typeof object] : undefined;
}

/** The roots in a few words; of a list, the first item that is not a string. */
function showRoots(roots: unknown): string {
  const stray = Array.isArray(roots) ? roots.find((root) => typeof root !== 'string') : undefined;
  return stray === undefined ? showValue(roots) : `a list with ${showValue(stray)}`;
}

const MOST_NAMES = 10;

function chooseGraph(names: readonly string[], wanted: string | undefined): string {
  const more = names.length > MOST_NAMES ? `, and ${names.length - MOST_NAMES} more` : '';
  const listed = names.slice(0, MOST_NAMES).map(showValue).join(', ') + more;
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
