import type { FleetWeights } from '../layers/fleet/fleet-model.ts';
import type { CommonBytes } from '../tuning/fleet-matrix.ts';
import type { FleetSummary } from '../tuning/fleet-summary.ts';
import type { Colors } from './colors.ts';
import { floorText, formatSize, percent } from './format-size.ts';
import { type Column, plainTable } from './plain-table.ts';
import { printable } from './printable.ts';

export interface FleetTextOptions {
  /** What became of earlier layers. */
  readonly outcome: 'fresh' | 'kept' | 'rebuilt';
  readonly weights: FleetWeights;
  readonly colors: Colors;
}

/** What a fleet's layers cost a registry, image by image, and what became of earlier layers. */
export function fleetText(
  summary: FleetSummary,
  { outcome, weights, colors }: FleetTextOptions,
): string {
  const { images, layers, shared, registry, floor } = summary;
  const inherits = images.some(({ pulled }) => pulled !== undefined);
  const columns: readonly Column[] = [
    { title: 'image', align: 'left' },
    ...['layers', 'budget', 'size', 'shared', '', 'adds', ...(inherits ? ['pulls'] : [])].map(
      (title): Column => ({ title, align: 'right' }),
    ),
  ];
  const rows = images.map((image) => [
    printable(image.name),
    String(image.layers),
    String(image.budget),
    formatSize(image.narSize),
    formatSize(image.shared),
    percent(image.shared, image.narSize),
    formatSize(image.added),
    ...(inherits ? [image.pulled === undefined ? 'new' : formatSize(image.pulled)] : []),
  ]);
  const stored = [
    ...['registry', String(layers), '', formatSize(registry), formatSize(shared)],
    ...[percent(shared, registry), '', ...(inherits ? [''] : [])],
  ];
  return [
    `${plainTable(columns, [...rows, stored], colors)}\n`,
    `the registry stores ${formatSize(registry)}${floorText(registry, floor)}`,
    ...outcomeLines(summary, outcome),
    colors.dim(weightsLine(weights)),
    '',
  ].join('\n');
}

function weightsLine({ storage, updates, pulls }: FleetWeights): string {
  return (
    `a byte weighs ${storage} in the registry, ${updates} there anew by each update, ` +
    `and ${pulls} in each image's pull of it (--weights)`
  );
}

function outcomeLines(
  { images }: FleetSummary,
  outcome: FleetTextOptions['outcome'],
): readonly string[] {
  if (outcome === 'fresh') {
    return [];
  }
  const added = images.filter(({ pulled }) => pulled === undefined).map(({ name }) => name);
  return [
    outcome === 'kept'
      ? 'earlier layers stay where they need not change'
      : 'nearly all store paths are new, so the layers are fresh ones',
    ...(added.length === 0 ? [] : [`new: ${added.map(printable).join(', ')}`]),
  ];
}

/**
 * What each image shares with each other: bytes in common layers ÷ bytes in common store paths. Empty
 * where two images have no path in common.
 */
export function matrixText(
  names: readonly string[],
  matrix: readonly (readonly CommonBytes[])[],
  colors: Colors,
): string {
  const columns: readonly Column[] = [
    { title: 'in common layers', align: 'left' },
    ...names.map((name): Column => ({ title: printable(name), align: 'right' })),
  ];
  const rows = matrix.map((row, image) => [
    printable(names[image]!),
    ...row.map(({ layers, paths }, other) => (other === image ? '' : percent(layers, paths))),
  ]);
  return (
    `${plainTable(columns, rows, colors)}\n\n` +
    'of the bytes of store paths that two images have in common\n'
  );
}
