/** What the colours of the treemap show. */
export type Colouring = 'update' | 'change' | 'popularity' | 'layer';

/** The choices of the reader. */
export interface State {
  readonly budget: number;
  readonly colouring: Colouring;
  readonly search: string;
  /** The store path chosen to be shown in detail. */
  readonly path: number | undefined;
  /** The layer that fills the treemap, 0 the bottom. */
  readonly zoom: number | undefined;
  /** The older graph of the update, by index. */
  readonly older: number;
}

export type Store = ReturnType<typeof createStore>;

/** Keeps the state and redraws the views that depend on what changed, at most once a frame. */
export function createStore(initial: State) {
  let state = initial;
  let drawn: State | undefined;
  let pending = false;
  const views: { keys: readonly (keyof State)[]; draw: (state: State) => void }[] = [];
  const flush = (): void => {
    pending = false;
    const before = drawn;
    drawn = state;
    for (const { keys, draw } of views) {
      if (before === undefined || keys.some((key) => before[key] !== state[key])) {
        draw(state);
      }
    }
  };
  return {
    get: (): State => state,
    change(patch: Partial<State>): void {
      // the layer in zoom exists at its budget only
      const zoom =
        patch.budget !== undefined && patch.budget !== state.budget ? undefined : state.zoom;
      state = { ...state, zoom, ...patch };
      if (!pending) {
        pending = true;
        requestAnimationFrame(flush);
      }
    },
    /** Calls `draw` now, and again whenever one of the keys has changed. */
    watch(keys: readonly (keyof State)[], draw: (state: State) => void): void {
      views.push({ keys, draw });
      draw(state);
    },
    started(): void {
      drawn = state;
    },
  };
}
