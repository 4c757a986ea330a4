import { BUDGET_PRESETS } from '../layers/budget-presets.ts';
import type { Colors } from './colors.ts';
import { formatSize } from './format-size.ts';
import { type Column, plainTable } from './plain-table.ts';

/** What a budget for every image of a fleet costs, in bytes. */
export interface FleetSweepRow {
  readonly budget: number;
  /** The number of distinct layers. */
  readonly layers: number;
  /** Of distinct layers. */
  readonly registry: number;
  /** Of distinct store paths. */
  readonly floor: number;
  /** By a client of each image that an older fleet has too, added up; left out without one. */
  readonly pulled?: number;
}

/** What every budget costs a fleet, for people. */
export function fleetSweepText(rows: readonly FleetSweepRow[], colors: Colors): string {
  const hasPulls = rows.some(({ pulled }) => pulled !== undefined);
  const columns: readonly Column[] = [
    ...['budget', 'layers', 'registry', '× floor', ...(hasPulls ? ['pulled'] : [])].map(
      (title): Column => ({ title, align: 'right' }),
    ),
    { title: '', align: 'left' },
  ];
  const cells = rows.map(({ budget, layers, registry, floor, pulled }) => [
    String(budget),
    String(layers),
    formatSize(registry),
    floor === 0 ? '' : (registry / floor).toFixed(3),
    ...(hasPulls ? [formatSize(pulled ?? 0)] : []),
    BUDGET_PRESETS.get(budget) ?? '',
  ]);
  const legend = [
    'layers, registry: distinct layers of all images, and their bytes',
    ...(hasPulls ? ['pulled: by a client of each image that has the older one, all together'] : []),
  ];
  return `${plainTable(columns, cells, colors)}\n\n${colors.dim(legend.join('\n'))}\n`;
}
