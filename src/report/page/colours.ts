import type { PathFate, Report } from '../../tuning/open-report.ts';
import { percent } from '../format-size.ts';
import { layerHue } from '../layer-hue.ts';
import type { Colouring, State } from './store.ts';

/** The colour of a store path: a class of the style sheet, and for layers a hue. */
export interface Paint {
  readonly className: string;
  readonly hue?: number;
}

/** One entry of the key to the colours. */
export interface KeyEntry extends Paint {
  readonly text: string;
}

/** Upper bounds of the steps of a probability; the last step is above all of them. */
const CHANCES = [0.02, 0.05, 0.1, 0.2, 0.35, 0.5];
const STEPS = CHANCES.length + 1;

const FATES: Record<PathFate, string> = {
  kept: 'kept: the client has its layer',
  changed: 'pulled: new or changed',
  carried: 'carried along: unchanged, in a pulled layer',
};

export const COLOURINGS: Record<Colouring, string> = {
  layer: 'layer',
  change: 'probability that its layer changes',
  popularity: 'popularity',
  update: 'kept or pulled by the update',
};

/** The function that colours store paths in a state. */
export function painter(report: Report, state: State): (path: number) => Paint {
  const { layers } = report.groupingAt(state.budget);
  const layerOf = report.layerOf(state.budget);
  switch (state.colouring) {
    case 'layer':
      return (path) => ({ className: 'by-layer', hue: layerHue(layerOf[path]!) });
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

/** The key to the colours; empty for layers, which are numbered. */
export function keyTo(report: Report, { colouring }: State): KeyEntry[] {
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
