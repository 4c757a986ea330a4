import type { Report } from '../../../tuning/open-report.ts';
import { formatSize } from '../../format-size.ts';
import { button, element } from '../element.ts';
import type { Store } from '../store.ts';

/** Where the reader is: among all layers, or in one, with the way back. */
export function breadcrumb(report: Report, store: Store): HTMLElement {
  const place = element('p', { class: 'place', 'aria-live': 'polite' });
  store.watch(['budget', 'zoom'], ({ budget, zoom }) => {
    const { layers, narSize } = report.summaryAt(budget);
    if (zoom === undefined) {
      place.replaceChildren(`${layers} layers, ${formatSize(narSize)}`);
      return;
    }
    const layer = report.groupingAt(budget).layers[zoom]!;
    const count = layer.members.length;
    place.replaceChildren(
      button(`all ${layers} layers`, { class: 'link' }, () => store.change({ zoom: undefined })),
      ` › layer ${zoom + 1}: ${count} store path${count === 1 ? '' : 's'}, ${formatSize(layer.narSize)}`,
    );
  });
  return place;
}
