/** Pixels that fit between the margins of A4 and of Letter. */
const PAPER = 700;

/**
 * Calls back when the width of an element changes, in whole pixels, and with that of paper for printing.
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
  addEventListener('beforeprint', () => changed(PAPER));
  addEventListener('afterprint', () => changed(last));
}
