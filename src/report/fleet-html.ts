import type { CommonBytes } from '../tuning/fleet-matrix.ts';
import type { FleetSummary } from '../tuning/fleet-summary.ts';
import { formatSize, percent } from './format-size.ts';
import type { PageAssets } from './page-assets.ts';
import { pageHtml } from './page-html.ts';
import { xmlText } from './xml-text.ts';

/** The steps of the heat map's colours, from nothing in common layers to all. */
const STEPS = 7;

/**
 * A page about a fleet, without a script: what each image adds to the registry, and what each two of them share.
 *
 * @param matrix what each image has in common with each other, in the order of the images
 */
export function fleetHtml(
  summary: FleetSummary,
  matrix: readonly (readonly CommonBytes[])[],
  { style }: Pick<PageAssets, 'style'>,
): string {
  const { images, layers, registry, floor } = summary;
  const times = floor === 0 ? '' : `, × ${(registry / floor).toFixed(3)} the floor`;
  const body = `<header class="page-head">
<h1>${images.length} images</h1>
<p>${layers} distinct layers · ${formatSize(registry)} in the registry${times} of ${formatSize(floor)} in distinct store paths</p>
<p class="kind">group-layers report</p>
</header>
<main>
<section>
<h2>What each image adds</h2>
<div class="scroll" role="region" aria-label="What each image adds" tabindex="0">
${imagesTable(summary)}
</div>
</section>
<section>
<h2>What they share</h2>
<p class="lead">Of the bytes of store paths that two images have in common, the part in layers that both have.</p>
<div class="scroll" role="region" aria-label="What they share" tabindex="0">
${heatMap(summary, matrix)}
</div>
</section>
</main>`;
  return pageHtml(`${images.length} images – group-layers report`, { style }, body);
}

function imagesTable({ images }: FleetSummary): string {
  const titles = ['image', 'layers', 'budget', 'store paths', 'size', 'shared', 'part', 'adds'];
  const rows = images.map((image) => {
    const sizes = [image.narSize, image.shared].map(formatSize);
    const part = percent(image.shared, image.narSize);
    const counts = [image.layers, image.budget, image.paths].map(String);
    return row(image.name, [...counts, ...sizes, part, formatSize(image.added)].map(cell));
  });
  return table(titles, rows);
}

function heatMap({ images }: FleetSummary, matrix: readonly (readonly CommonBytes[])[]): string {
  const names = images.map(({ name }) => name);
  const rows = matrix.map((shared, image) =>
    row(
      names[image]!,
      shared.map(({ layers, paths }, other) => {
        if (other === image || paths === 0) {
          return '<td></td>';
        }
        const step = Math.min(STEPS - 1, Math.floor((STEPS * layers) / paths));
        const bytes = `${formatSize(layers)} of ${formatSize(paths)}`;
        return `<td class="heat-${step}" title="${bytes}">${Math.round((100 * layers) / paths)} %</td>`;
      }),
    ),
  );
  return table(['', ...names], rows);
}

function table(titles: readonly string[], rows: readonly string[]): string {
  const head = titles.map((title) =>
    title === '' ? '<td></td>' : `<th scope="col">${xmlText(title)}</th>`,
  );
  return `<table class="fleet">
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
}

function row(name: string, cells: readonly string[]): string {
  return `<tr><th scope="row">${xmlText(name)}</th>${cells.join('')}</tr>`;
}

function cell(text: string): string {
  return `<td>${text}</td>`;
}
