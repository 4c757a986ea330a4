import { hierarchy, treemap } from 'd3-hierarchy';

/** A rectangle, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface LayerBox extends Box {
  /** The layer's index, 0 the bottom. */
  readonly layer: number;
  /** Height of the title strip at the top; 0 without one. */
  readonly strip: number;
  /** Paths of the layer, with those that are too small for a rectangle. */
  readonly members: number;
  /** The largest first. */
  readonly paths: readonly PathBox[];
}

export interface PathBox extends Box {
  readonly path: number;
}

/** A layer as the layout needs it. */
export interface TreemapLayer {
  readonly layer: number;
  readonly members: ArrayLike<number>;
}

interface Datum {
  readonly layer: number;
  readonly path?: number;
  readonly value?: number;
  readonly children?: readonly Datum[];
}

const STRIP = 17;
const GAP_BETWEEN_LAYERS = 3;

/**
 * Lays out layers and their paths as a squarified treemap. Areas are narSizes, the largest comes first,
 * and equal ones keep their order. Small layers and those of one path have no title strip; rectangles
 * smaller than a pixel are left out.
 */
export function treemapLayout(
  layers: readonly TreemapLayer[],
  narSizes: ArrayLike<number>,
  width: number,
  height: number,
): LayerBox[] {
  const data: Datum = {
    layer: -1,
    children: layers.map(({ layer, members }) => ({
      layer,
      children: Array.from(members, (path) => ({ layer, path, value: narSizes[path]! })),
    })),
  };
  const root = hierarchy<Datum>(data, ({ children }) => children)
    .sum(({ value }) => value ?? 0)
    .sort((a, b) => b.value! - a.value! || a.data.layer - b.data.layer || order(a) - order(b));
  // the layout asks once for each layer, before it rounds
  const strips = new Map<number, number>();
  const laidOut = treemap<Datum>()
    .size([width, height])
    .round(true)
    .paddingInner((node) => (node.depth === 0 ? GAP_BETWEEN_LAYERS : 1))
    .paddingTop((node) => {
      const strip = node.depth === 1 ? stripOf(node.children?.length ?? 0, node) : 0;
      strips.set(node.data.layer, strip);
      return strip;
    })(root);
  return (laidOut.children ?? []).filter(hasArea).map((node) => ({
    layer: node.data.layer,
    strip: strips.get(node.data.layer) ?? 0,
    members: node.children?.length ?? 0,
    ...boxOf(node),
    paths: (node.children ?? []).flatMap((child) =>
      hasArea(child) ? [{ path: child.data.path!, ...boxOf(child) }] : [],
    ),
  }));
}

function order({ data }: { readonly data: Datum }): number {
  return data.path ?? 0;
}

interface Corners {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

function stripOf(children: number, node: Partial<Corners>): number {
  const { x0 = 0, x1 = 0, y0 = 0, y1 = 0 } = node;
  return children > 1 && x1 - x0 >= 68 && y1 - y0 >= 3 * STRIP ? STRIP : 0;
}

function hasArea({ x0, x1, y0, y1 }: Corners): boolean {
  return x1 > x0 && y1 > y0;
}

function boxOf({ x0, x1, y0, y1 }: Corners): Box {
  return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
}
