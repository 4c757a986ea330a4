/** The most layers that every runtime accepts in one image. */
export const MOST_LAYERS = 127;

/** The default of nixpkgs' dockerTools. */
export const NIXPKGS_BUDGET = 100;

/** Well-known budgets, by what they are: the defaults of other tools, and the most that runtimes accept. */
export const BUDGET_PRESETS: ReadonlyMap<number, string> = new Map([
  [10, 'apko'],
  [64, 'chunkah'],
  [94, 'Nixery'],
  [NIXPKGS_BUDGET, 'nixpkgs'],
  [MOST_LAYERS, 'limit'],
]);
