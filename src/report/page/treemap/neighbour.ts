import type { Box } from '../../treemap-layout.ts';

const DIRECTIONS = new Map([
  ['ArrowLeft', [-1, 0]],
  ['ArrowRight', [1, 0]],
  ['ArrowUp', [0, -1]],
  ['ArrowDown', [0, 1]],
] as const);

/** The nearest of some boxes in the direction of an arrow key; undefined for other keys. */
export function neighbour<B extends Box>(from: B, boxes: readonly B[], key: string): B | undefined {
  const direction = DIRECTIONS.get(key as 'ArrowLeft');
  if (direction === undefined) {
    return undefined;
  }
  const [dx, dy] = direction;
  const [x, y] = centre(from);
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  for (const box of boxes) {
    const [otherX, otherY] = centre(box);
    const ahead = (otherX - x) * dx + (otherY - y) * dy;
    const aside = Math.abs((otherX - x) * dy) + Math.abs((otherY - y) * dx);
    const distance = ahead + 2 * aside;
    if (box !== from && ahead > 0.5 && distance < least) {
      best = box;
      least = distance;
    }
  }
  return best;
}

function centre({ x, y, width, height }: Box): readonly [number, number] {
  return [x + width / 2, y + height / 2];
}
