import type { PathFate, Report } from '../../tuning/open-report.ts';
import { percent } from '../format-size.ts';
import { layerHue } from '../layer-hue.ts';
import type { Paint } from './paint.ts';
import type { Colouring, State } from './store.ts';

/** One entry of the key to the colours. */
export interface KeyEntry extends Paint {
  readonly text: string;
}

/** Upper bounds of the steps of a probability; the last step is above all of them. */
const CHANCES = [0.02, 0.05, 0.1, 0.2, 0.35, 0.5];
const STEPS = CHANCES.length + 1;

const FATES: Record<PathFate, string> = {
  kept: 'kept',
  changed: 'pulled: new or changed',
  carried: 'carried along, unchanged',
};

export const COLOURINGS: Record<Colouring, string> = {
  update: 'kept or pulled by the update',
  change: 'chance that its layer changes',
  popularity: 'popularity',
  layer: 'layer',
};

/** The function that colours store paths in a state. */
export function painter(report: Report, state: State): (path: number) => Paint {
  const { layers } = report.groupingAt(state.budget);
  const layerOf = report.layerOf(state.budget);
  switch (state.colouring) {
    case 'layer':
      return byLayer(
        layers.map((layer) => layerHue(report.closure, layer)),
        layerOf,
      );
    case 'change':
      return (path) => ({
        className: `change-${stepOf(layers[layerOf[path]!]!.changeProbability, CHANCES)}`,
      });
    case 'popularity': {
      const { counts } = report.data.popularity;
      const bounds = popularityBounds(counts);
      return (path) => ({ className: `popularity-${stepOf(counts[path]!, bounds)}` });
    }
    case 'update': {
      const fates = report.fatesAt(state.budget, state.older);
      return (path) => ({ className: `fate-${fates[path]}` });
    }
  }
}

function byLayer(hues: readonly number[], layerOf: Uint32Array): (path: number) => Paint {
  return (path) => ({ className: 'by-layer', hue: hues[layerOf[path]!]! });
}

/** Whether a report can be coloured so: by fate only where there is an update. */
export function hasColouring({ older }: Report, colouring: string): colouring is Colouring {
  return Object.hasOwn(COLOURINGS, colouring) && (colouring !== 'update' || older.length > 0);
}

/** The colouring that answers most: by fate where there is an update. */
export function firstColouring({ older }: Report): Colouring {
  return older.length > 0 ? 'update' : 'change';
}

/** The key to the colours; empty for layers, which are numbered. */
export function keyTo(report: Report, { colouring }: Pick<State, 'colouring'>): KeyEntry[] {
  switch (colouring) {
    case 'layer':
      return [];
    case 'change':
      return Array.from({ length: STEPS }, (_, step) => ({
        className: `change-${step}`,
        text: step < CHANCES.length ? `≤ ${percent(CHANCES[step]!, 1)}` : '> 50 %',
      }));
    case 'popularity': {
      const bounds = popularityBounds(report.data.popularity.counts);
      return [...bounds, Number.NaN].flatMap((bound, step) => {
        const text = step < bounds.length ? `≤ ${bound}` : `> ${bounds.at(-1)}`;
        return bound === bounds[step - 1] ? [] : [{ className: `popularity-${step}`, text }];
      });
    }
    case 'update':
      return Object.entries(FATES).map(([fate, text]) => ({ className: `fate-${fate}`, text }));
  }
}

function stepOf(value: number, bounds: readonly number[]): number {
  const step = bounds.findIndex((bound) => value <= bound);
  return step === -1 ? bounds.length : step;
}

/** Each step doubles, up to the largest count. */
function popularityBounds(counts: readonly number[]): number[] {
  const most = counts.reduce((a, b) => Math.max(a, b), 1);
  return CHANCES.map((_, step) => Math.floor(most / 2 ** (CHANCES.length - step)));
}
