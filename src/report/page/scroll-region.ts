import { element } from './element.ts';

/** What may be wider than the page, to be scrolled on its own, by keyboard too. */
export function scrollRegion(label: string, content: HTMLElement): HTMLElement {
  return element(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label },
    content,
  );
}
