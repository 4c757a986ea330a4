import { MultiGraph } from 'graphology';
import { parse } from 'graphology-gexf';
import { describe, expect, test } from 'vitest';
import { successors } from '../../src/graph/csr.ts';
import { groupLayers } from '../../src/layers/group-layers.ts';
import type { Grouping } from '../../src/layers/grouping.ts';
import { closureGexf } from '../../src/report/closure-gexf.ts';
import { dominatorDot } from '../../src/report/dominator-dot.ts';
import { dominatorMermaid } from '../../src/report/dominator-mermaid.ts';
import { layerColour } from '../../src/report/layer-colour.ts';
import { layerHue } from '../../src/report/layer-hue.ts';
import { printable } from '../../src/report/printable.ts';
import { shownTree } from '../../src/report/shown-tree.ts';
import { treemapSvg } from '../../src/report/treemap-svg.ts';
import { dominance } from '../../src/tuning/dominance.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { closureOfNames } from '../helpers/closure-of-names.ts';
import { NAMED_GRAPHS } from '../helpers/named-closures.ts';
import { randomGraphs } from '../helpers/random-graphs.ts';
import { closureFrom } from '../helpers/store-graph.ts';

function groupingOf(graph: Parameters<typeof closureFrom>[0]): Grouping {
  return groupLayers(closureFrom(graph), { strategy: 'largest', budget: 3 });
}

/** Nodes by layer and edges from dominators, as a drawing of the dominator tree must have them. */
function expectedTree({ closure, layers }: Grouping) {
  const { dominators } = dominance(closure);
  return {
    layers: layers.map(({ members }) => [...members]),
    edges: Array.from(dominators, (above, path) => [
      above === dominators.length ? -1 : above,
      path,
    ]),
  };
}

/** The same read from lines that open, fill and close layers, or are edges. */
function readTree(text: string, opens: RegExp, node: RegExp, edge: RegExp) {
  const layers: number[][] = [];
  const edges: number[][] = [];
  for (const line of text.split('\n')) {
    const joined = edge.exec(line);
    const inside = node.exec(line);
    if (opens.test(line)) {
      layers.push([]);
    } else if (joined) {
      edges.push([joined[1] === 'root' ? -1 : Number(joined[1]!.slice(1)), Number(joined[2])]);
    } else if (inside) {
      layers.at(-1)!.push(Number(inside[1]));
    }
  }
  return { layers, edges };
}

describe('a dominator tree', () => {
  test('for Graphviz has every path in its layer and an edge from its dominator', () => {
    checkProperty(randomGraphs, (graph) => {
      const grouping = groupingOf(graph);
      const tree = readTree(
        dominatorDot(grouping),
        /^ {2}subgraph cluster_\d+ \{$/,
        /^ {4}p(\d+) \[label="(?:[^"\\]|\\.)*"\]$/,
        /^ {2}(root|p\d+) -> p(\d+)$/,
      );
      expect(tree).toEqual(expectedTree(grouping));
    });
  });

  test('for Mermaid has the same', () => {
    checkProperty(randomGraphs, (graph) => {
      const grouping = groupingOf(graph);
      const tree = readTree(
        dominatorMermaid(grouping),
        /^ {2}subgraph layer\d+\["[^"<>]*"\]$/,
        /^ {4}p(\d+)\["[^"<>]*<br>[^"<>]*"\]$/,
        /^ {2}(root|p\d+) --> p(\d+)$/,
      );
      expect(tree).toEqual(expectedTree(grouping));
    });
  });
});

describe('a dominator tree with limits', () => {
  const all = { minSize: 0, depth: Number.POSITIVE_INFINITY };

  test('has the paths within them, below the nearest one drawn, and counts the others', () => {
    checkProperty(randomGraphs, (graph) => {
      const grouping = groupingOf(graph);
      const { closure, layers } = grouping;
      const { dominators } = dominance(closure);
      const chainOf = (path: number): number[] => {
        const chain = [];
        for (let at = path; at !== dominators.length; at = dominators[at]!) {
          chain.push(at);
        }
        return chain;
      };
      const minSize = closure.narSizes.toSorted()[closure.narSizes.length >> 1] ?? 0;
      for (const limits of [
        { ...all, minSize },
        { ...all, depth: 1 },
        { minSize, depth: 2 },
        all,
      ]) {
        const isShown = (path: number) =>
          closure.narSizes[path]! >= limits.minSize && chainOf(path).length <= limits.depth;
        const tree = shownTree(grouping, limits);
        expect(tree.edges).toEqual(
          [...closure.names.keys()]
            .filter(isShown)
            .map((path) => [chainOf(path).slice(1).find(isShown), path]),
        );
        expect(tree.layers.map(({ layer, paths }) => [layer, paths])).toEqual(
          [...layers.entries()]
            .map(([layer, { members }]) => [layer, [...members].filter(isShown)] as const)
            .filter(([, paths]) => paths.length > 0),
        );
        for (const { layer, paths, title } of tree.layers) {
          const { length } = layers[layer]!.members;
          expect(title.endsWith(` · ${paths.length} of ${length} paths`)).toBe(
            paths.length < length,
          );
        }
      }
    });
  });
});

test('a layer has one colour in every picture, by the name of its largest path', () => {
  const grouping = groupingOf(NAMED_GRAPHS['nested diamonds']);
  grouping.layers.forEach((_, layer) => {
    const colour = layerColour(grouping, layer, 0.82);
    expect(colour).toMatch(/^#[0-9a-f]{6}$/);
    for (const draw of [treemapSvg, dominatorDot, dominatorMermaid]) {
      expect(draw(grouping)).toContain(colour);
    }
    expect(closureGexf(grouping)).toContain('<viz:color');
  });
});

test('the hue of a layer is that of the name without version', () => {
  const { closure } = groupingOf(NAMED_GRAPHS['nested diamonds']);
  const hueOf = (name: string) => layerHue({ ...closure, names: [name] }, { mainPaths: [0] });
  expect(hueOf('openssl-3.0.14')).toBe(hueOf('openssl-3.5.0'));
  const names = ['glibc', 'openssl', 'bash', 'coreutils', 'python3', 'nginx', 'git', 'curl'];
  expect(new Set(names.map(hueOf)).size).toBe(names.length);
});

test('the graph for Gephi reads back as the closure', () => {
  checkProperty(
    randomGraphs,
    (random) => {
      const grouping = groupingOf(random);
      const { closure, layers } = grouping;
      const graph = parse(MultiGraph, closureGexf(grouping));
      expect(graph.order).toBe(closure.storePaths.length);
      layers.forEach(({ members }, layer) => {
        for (const path of members) {
          const found = graph.getNodeAttributes(String(path));
          expect(found['layer']).toBe(layer + 1);
          expect(found['storePath']).toBe(closure.storePaths[path]);
          expect(found['narSize']).toBe(closure.narSizes[path]);
          const channels = layerColour(grouping, layer, 0.6).match(/[0-9a-f]{2}/g)!;
          const rgb = channels.map((channel) => Number.parseInt(channel, 16)).join(',');
          expect(found['color']).toBe(`rgb(${rgb})`);
          expect(found['size']).toBeGreaterThanOrEqual(4);
          expect(found['size']).toBeLessThanOrEqual(60);
          expect(graph.outNeighbors(String(path)).map(Number).sort()).toEqual(
            [...successors(closure.references, path)].sort(),
          );
        }
      });
    },
    50,
  );
});

describe('with names that look like syntax', () => {
  const names = ['a"]; evil [label="b', '<b>&amp;', '`#quot;`', '\u202egnp.exe', 'x\\', "';--"];
  const grouping = groupLayers(closureOfNames(names), { strategy: 'largest', budget: 3 });

  const shown = names.map(printable).sort();

  test('Graphviz reads each as text', () => {
    const labels = [
      ...dominatorDot(grouping).matchAll(/^ {4}p\d+ \[label="((?:[^"\\]|\\.)*)"\]$/gm),
    ];
    const unescaped = labels.map(([, label]) =>
      label!.replace(/\\(.)/g, (_, found) => (found === 'n' ? '\n' : found)),
    );
    expect(unescaped.map((label) => label.split('\n')[0]).sort()).toEqual(shown);
  });

  test('Mermaid reads each as text', () => {
    const labels = [...dominatorMermaid(grouping).matchAll(/^ {4}p\d+\["([\w .,+#;-]*)<br>/gm)];
    const decoded = labels.map(([, label]) =>
      label!.replace(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))),
    );
    expect(decoded.sort()).toEqual(shown);
  });

  test('a picture has only its own elements', () => {
    const elements = treemapSvg(grouping).match(/<\w+/g)!;
    expect(new Set(elements)).toEqual(
      new Set(['<svg', '<title', '<style', '<text', '<g', '<rect']),
    );
  });
});

test('a picture has a rectangle for each path and each layer of several', () => {
  const rectangles = treemapSvg(groupingOf(NAMED_GRAPHS['nested diamonds'])).match(/<rect /g)!;
  expect(rectangles.length).toBe(7 + 1);
});
