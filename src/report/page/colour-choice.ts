import type { Report } from '../../tuning/open-report.ts';
import { COLOURINGS, hasColouring } from './colours.ts';
import { element } from './element.ts';
import type { Colouring, Store } from './store.ts';

/** The choice of what the colours show. */
export function colourChoice(report: Report, store: Store): HTMLElement {
  const choices = (Object.keys(COLOURINGS) as Colouring[]).filter((colouring) =>
    hasColouring(report, colouring),
  );
  const select = element(
    'select',
    { id: 'colouring' },
    ...choices.map((colouring) => element('option', { value: colouring }, COLOURINGS[colouring])),
  );
  select.addEventListener('change', () => store.change({ colouring: select.value as Colouring }));
  store.watch(['colouring'], ({ colouring }) => {
    select.value = colouring;
  });
  return element(
    'div',
    { class: 'control' },
    element('label', { for: 'colouring' }, 'Colour by'),
    select,
  );
}
