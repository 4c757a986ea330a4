import { readFileSync } from 'node:fs';
import { hierarchy, treemap } from 'd3-hierarchy';
import { parseClosure } from '../../src/closure/parse-closure.ts';
import { groupLayers } from '../../src/layers/group-layers.ts';
import type { GroupOptions } from '../../src/layers/group-options.ts';
import { fitting } from '../../src/report/fitting.ts';
import { formatSize } from '../../src/report/format-size.ts';

/** The picture at the top of README.md, which `npm run pin` writes. */
export const PICTURE_FILE = 'fixtures/pictures/update.svg';

const BUDGET = 16;
const WIDTH = 470;
const HEIGHT = 250;
const HEAD = 46;
const GAP = 20;
const COLOURS = { fresh: '#f28c38', along: '#fbd3a8', kept: '#d3dce6' };
const STYLE =
  'text{font:12px system-ui,sans-serif;fill:#1c1917}.t{font-size:15px;font-weight:600}' +
  '@media(prefers-color-scheme:dark){.o{fill:#f5f3f0}}';

interface DrawnPath {
  readonly name: string;
  readonly narSize: number;
  readonly colour: string;
}

/**
 * What an update of libssl3 makes a client of the nginx image pull, under the grouping that dockerTools
 * used to make and under ours: two treemaps of the same store paths, as one SVG.
 */
export function drawUpdate(): string {
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${2 * WIDTH + GAP} ${HEAD + HEIGHT}" role="img">`,
    `<title>An nginx image in ${BUDGET} layers: what an update of libssl3 makes a client pull</title>`,
    `<style>${STYLE}</style>`,
    ...drawSide(0, 'before', 'popularity'),
    ...drawSide(WIDTH + GAP, 'with group-layers', 'expected-pull'),
    '</svg>',
  ].join('\n')}\n`;
}

function drawSide(left: number, title: string, strategy: GroupOptions['strategy']): string[] {
  const group = (file: string) => {
    const closure = parseClosure(readFileSync(`fixtures/${file}`));
    const { layers } = groupLayers(closure, { budget: BUDGET, strategy });
    return { closure, layers: layers.map(({ members }) => [...members]) };
  };
  const old = group('web.attrs.json');
  const { closure, layers } = group('after-update/web.libssl3.attrs.json');
  const contents = (side: typeof old, members: readonly number[]) =>
    members.map((path) => side.closure.storePaths[path]).join();
  const oldLayers = new Set(old.layers.map((members) => contents(old, members)));
  const oldPaths = new Set(old.closure.storePaths);

  let pulled = 0;
  const drawn = layers.map((members): DrawnPath[] => {
    const isKept = oldLayers.has(contents({ closure, layers }, members));
    return members.map((path) => {
      const narSize = closure.narSizes[path]!;
      pulled += isKept ? 0 : narSize;
      const isNew = !oldPaths.has(closure.storePaths[path]!);
      const colour = isKept ? COLOURS.kept : isNew ? COLOURS.fresh : COLOURS.along;
      return { name: closure.names[path]!, narSize, colour };
    });
  });
  return [
    `<text class="o t" x="${left}" y="16">${title}: ${formatSize(pulled)} pulled</text>`,
    ...drawLegend(left),
    ...drawTreemap(drawn, left),
  ];
}

function drawLegend(left: number): string[] {
  return Object.entries({ fresh: 'new', along: 'pulled along', kept: 'kept' }).flatMap(
    ([kind, text], index) => {
      const x = left + 110 * index;
      return [
        `<rect x="${x}" y="26" width="12" height="12" fill="${COLOURS[kind as keyof typeof COLOURS]}"/>`,
        `<text class="o" x="${x + 18}" y="36">${text}</text>`,
      ];
    },
  );
}

function drawTreemap(layers: readonly (readonly DrawnPath[])[], left: number): string[] {
  type Node = { readonly children?: readonly Node[]; readonly path?: DrawnPath };
  const data: Node = {
    children: layers.map((paths) => ({ children: paths.map((path) => ({ path })) })),
  };
  const root = hierarchy(data)
    .sum(({ path }) => path?.narSize ?? 0)
    .sort((a, b) => b.value! - a.value!);
  const laidOut = treemap<Node>()
    .size([WIDTH, HEIGHT])
    .round(true)
    .paddingInner(({ depth }) => (depth === 0 ? 4 : 1))(root);
  return laidOut.leaves().flatMap(({ x0, y0, x1, y1, data: { path } }) => {
    const [width, height] = [x1 - x0, y1 - y0];
    const name = height < 16 ? '' : fitting(path!.name, width - 6, 'cut');
    const place = (x: number, y: number) => `x="${left + x0 + x}" y="${HEAD + y0 + y}"`;
    return [
      ...(width * height > 0
        ? [`<rect ${place(0, 0)} width="${width}" height="${height}" fill="${path!.colour}"/>`]
        : []),
      ...(name === '' ? [] : [`<text ${place(4, 13)}>${name}</text>`]),
    ];
  });
}
