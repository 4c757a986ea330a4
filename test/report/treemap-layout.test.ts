import { describe, expect, test } from 'vitest';
import { groupLayers } from '../../src/layers/group-layers.ts';
import { type Box, treemapLayout } from '../../src/report/treemap-layout.ts';
import { checkProperty } from '../helpers/check-property.ts';
import { fixtureGraph } from '../helpers/fixture-graph.ts';
import { randomGraphs } from '../helpers/random-graphs.ts';
import { closureFrom } from '../helpers/store-graph.ts';

const WIDTH = 960;
const HEIGHT = 480;

function layoutOf(closure: ReturnType<typeof closureFrom>, budget: number) {
  const { layers } = groupLayers(closure, { strategy: 'largest', budget });
  const numbered = layers.map(({ members }, layer) => ({ layer, members }));
  return { layers, boxes: treemapLayout(numbered, closure.narSizes, WIDTH, HEIGHT) };
}

function isWithin(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function overlap(a: Box, b: Box): boolean {
  return (
    Math.min(a.x + a.width, b.x + b.width) > Math.max(a.x, b.x) &&
    Math.min(a.y + a.height, b.y + b.height) > Math.max(a.y, b.y)
  );
}

describe('a treemap', () => {
  test('has store paths once, in their layers, always the largest, and without overlaps', () => {
    checkProperty(randomGraphs, (graph) => {
      const closure = closureFrom(graph);
      const { layers, boxes } = layoutOf(closure, 4);
      const shown = boxes.flatMap(({ paths }) => paths);
      expect(new Set(shown.map(({ path }) => path)).size).toBe(shown.length);
      const largest = Math.max(...closure.narSizes);
      expect(Math.max(0, ...shown.map(({ path }) => closure.narSizes[path]!))).toBe(largest);
      for (const box of boxes) {
        expect(isWithin(box, { x: 0, y: 0, width: WIDTH, height: HEIGHT })).toBe(true);
        for (const path of box.paths) {
          expect([...layers[box.layer]!.members]).toContain(path.path);
          expect(isWithin(path, box)).toBe(true);
          expect(path.y).toBeGreaterThanOrEqual(box.y + box.strip);
        }
      }
      for (const all of [boxes, shown] as const) {
        all.forEach((box, at) => {
          expect(all.slice(at + 1).some((other: Box) => overlap(box, other))).toBe(false);
        });
      }
    });
  });

  test('never puts a path under the title of its layer, at any width', () => {
    const closure = closureFrom(fixtureGraph('web'));
    const { layers } = groupLayers(closure, { budget: 12 });
    const numbered = layers.map(({ members }, layer) => ({ layer, members }));
    for (let width = 300; width < 1500; width++) {
      for (const box of treemapLayout(numbered, closure.narSizes, width, HEIGHT)) {
        expect(Math.min(...box.paths.map(({ y }) => y))).toBeGreaterThanOrEqual(box.y + box.strip);
      }
    }
  });

  test('has areas by narSize, except for gaps and titles', () => {
    const closure = closureFrom(fixtureGraph('web'));
    const { boxes } = layoutOf(closure, 1);
    const bytes = closure.narSizes.reduce((sum, size) => sum + size, 0);
    for (const { path, width, height } of boxes[0]!.paths) {
      const share = closure.narSizes[path]! / bytes;
      expect(Math.abs((width * height) / (WIDTH * HEIGHT) - share)).toBeLessThan(0.02);
    }
  });
});
