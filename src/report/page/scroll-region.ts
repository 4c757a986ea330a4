import { element } from './element.ts';

/** A region that may be wider than the page and scrolls on its own, also by keyboard. */
export function scrollRegion(label: string, content: HTMLElement): HTMLElement {
  return element(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label },
    content,
  );
}
