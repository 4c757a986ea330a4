import type { Box } from '../../treemap-layout.ts';
import type { Cell, Scene } from './scene.ts';

/** Milliseconds. */
const DURATION = 280;
/** More cells could not be drawn in a frame, nor followed. */
const MOST_MOVED = 1000;

/**
 * Lets the cells of a picture glide from where they were in the one before, so that the eye can follow a
 * store path; the rest fades in. Scenes that follow each other fast, and readers who prefer reduced motion,
 * get no movement.
 */
export function glider() {
  let before = new Map<number, Box>();
  let drawn = Number.NEGATIVE_INFINITY;
  let frame = 0;
  const stay = ({ cells }: Scene): void => {
    cancelAnimationFrame(frame);
    before = new Map(cells.map((cell) => [cell.path, cell]));
  };
  return {
    /** Remembers where the cells are, without movement. */
    stay,
    glide(scene: Scene): void {
      const from = before;
      stay(scene);
      const moved = scene.cells.filter((cell) => !isSame(cell, from.get(cell.path)));
      if (moved.length === 0) {
        return;
      }
      const now = performance.now();
      const isTooMuch = now < drawn + 2 * DURATION || moved.length > MOST_MOVED;
      drawn = now;
      if (isTooMuch || from.size === 0 || matchMedia('(prefers-reduced-motion: reduce)').matches) {
        return;
      }
      const step = (time: number): void => {
        const left = Math.max(0, 1 - (time - now) / DURATION);
        place(scene, moved, from, left * left * left);
        if (left > 0) {
          frame = requestAnimationFrame(step);
        }
      };
      step(now);
    },
  };
}

/** Draws a moment: `left` is the part of the way that is still to go. */
function place(
  { backs, labels }: Scene,
  moved: readonly Cell[],
  from: ReadonlyMap<number, Box>,
  left: number,
): void {
  const visible = String(1 - left);
  for (const cell of moved) {
    const start = from.get(cell.path);
    if (start === undefined) {
      cell.node.setAttribute('opacity', visible);
    } else {
      cell.node.setAttribute('transform', between(start, cell, left));
    }
  }
  backs.setAttribute('opacity', visible);
  labels.setAttribute('opacity', left > 0.2 ? '0' : visible);
}

function isSame(to: Box, from: Box | undefined): boolean {
  return (
    to.x === from?.x && to.y === from.y && to.width === from.width && to.height === from.height
  );
}

/** The transformation that draws the rectangle `to` where it is with a part of the way from `from` to go. */
function between(from: Box, to: Box, left: number): string {
  const [x, y] = [to.x + left * (from.x - to.x), to.y + left * (from.y - to.y)];
  const across = 1 + left * (from.width / to.width - 1);
  const down = 1 + left * (from.height / to.height - 1);
  return `translate(${x - to.x * across} ${y - to.y * down}) scale(${across} ${down})`;
}
