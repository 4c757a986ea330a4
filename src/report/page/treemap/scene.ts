import type { PathBox } from '../../treemap-layout.ts';

/** The rectangle of a store path on the page. */
export interface Cell extends PathBox {
  readonly node: SVGGElement;
}

/** The treemap as drawn. */
export interface Scene {
  readonly svg: SVGSVGElement;
  readonly cells: readonly Cell[];
  /** The rectangles of layers, below the cells. */
  readonly backs: SVGGElement;
  /** The text, above the cells. */
  readonly labels: SVGGElement;
}
