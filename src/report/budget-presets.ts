/** Well-known budgets: the defaults of other tools, and the most layers that every runtime accepts. */
export const BUDGET_PRESETS: ReadonlyMap<number, string> = new Map([
  [10, 'apko'],
  [64, 'chunkah'],
  [94, 'Nixery'],
  [100, 'nixpkgs'],
  [127, 'limit'],
]);
