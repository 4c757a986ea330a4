import { digestOf, type StoreGraph } from './store-graph.ts';

/** A graph from lines such as `a 5 > b c`: name, narSize, and the names it refers to. */
export function drawGraph(roots: string, ...lines: readonly string[]): StoreGraph {
  return {
    roots: words(roots).map(storePathOf),
    entries: lines.map((line) => {
      const [left, references = ''] = line.split('>');
      const [name, narSize] = words(left!);
      return {
        path: storePathOf(name!),
        narSize: Number(narSize),
        references: words(references).map(storePathOf),
      };
    }),
  };
}

/** The store path of a name in `drawGraph`. */
export function storePathOf(name: string): string {
  return `/nix/store/${digestOf(name)}-${name}`;
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}
