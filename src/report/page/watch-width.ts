/**
 * Calls back when the width of an element changes, in whole pixels.
 *
 * @param width the width assumed at first
 */
export function watchWidth(
  watched: Element,
  width: number,
  changed: (width: number) => void,
): void {
  let last = width;
  new ResizeObserver(([entry]) => {
    const next = Math.round(entry!.contentRect.width);
    if (next > 0 && next !== last) {
      last = next;
      changed(next);
    }
  }).observe(watched);
}
