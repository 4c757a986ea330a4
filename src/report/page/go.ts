import type { Report } from '../../tuning/open-report.ts';
import type { Store } from './store.ts';

/** Shows a store path in detail, and in its layer if that has other paths, too. */
export function goToPath(report: Report, store: Store, path: number): void {
  const { budget } = store.get();
  const layer = report.layerOf(budget)[path]!;
  const { members } = report.groupingAt(budget).layers[layer]!;
  store.change({ path, zoom: members.length > 1 ? layer : undefined });
}

/** Fills the treemap with a layer, and shows its largest store path in detail. */
export function goToLayer(report: Report, store: Store, layer: number): void {
  const { mainPaths } = report.groupingAt(store.get().budget).layers[layer]!;
  store.change({ path: mainPaths[0], zoom: layer });
}

/** Shows a store path in detail, in sight, and in its layer if the treemap shows a layer. */
export function showPath(report: Report, store: Store, path: number): void {
  if (store.get().zoom === undefined) {
    store.change({ path });
  } else {
    goToPath(report, store, path);
  }
  // after it is drawn
  requestAnimationFrame(() =>
    document.getElementById('path-title')?.scrollIntoView({ block: 'nearest' }),
  );
}
