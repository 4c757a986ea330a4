import { expect, test } from 'vitest';
import { fleetHtml } from '../../src/report/fleet-html.ts';

const IMAGE = { budget: 2, layers: 1, paths: 1, narSize: 8, shared: 8, added: 0 };
const STYLE = { style: { text: 'p{}', sha256: 'style=' } };

test('names are text, and colours follow what is shared', () => {
  const images = ['<script>alert(1)</script>', 'b', 'c'].map((name) => ({ ...IMAGE, name }));
  const common = (layers: number, paths = 8) => ({ layers, paths });
  const matrix = [
    [common(8), common(0), common(8)],
    [common(0), common(8), common(4)],
    [common(8), common(4), common(8)],
  ];
  const summary = { images, layers: 1, shared: 8, registry: 8, floor: 8 };
  const html = fleetHtml(summary, matrix, STYLE);
  expect(html).not.toContain('<script');
  expect(html).toContain("style-src 'sha256-style='");
  const steps = [...html.matchAll(/class="heat-(\d)"[^>]*>(\d+ %)</g)].map((match) =>
    match.slice(1),
  );
  expect(steps.slice(0, 4)).toEqual([
    ['0', '0 %'],
    ['6', '100 %'],
    ['0', '0 %'],
    ['3', '50 %'],
  ]);

  const apart = matrix.map((row) => row.map(() => common(0, 0)));
  expect(fleetHtml(summary, apart, STYLE)).not.toContain('heat-');
});
