import { fixtureText } from './fixture.ts';
import type { StoreGraph } from './store-graph.ts';

/** The graph of an `.attrs.json` of fixtures/. */
export function fixtureGraph(name: string): StoreGraph {
  const attributes = JSON.parse(fixtureText(`${name}.attrs.json`));
  return { roots: attributes.exportReferencesGraph.graph, entries: attributes.graph };
}
