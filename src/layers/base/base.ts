/** An image that the new one is built upon, or several of them joined. */
export interface Base {
  /** The full store paths that it holds, and perhaps others that are in no closure. */
  readonly storePaths: ReadonlySet<string>;
  /** How many layers it has. */
  readonly layers: number;
}

/** What of the budget, and of the closure, is not for this grouping. */
export interface TakenLayers {
  /** Layers of the base. */
  readonly base: number;
  /** Layers that are kept for others. */
  readonly reserve: number;
  /** How many store paths of the closure the base holds. */
  readonly paths: number;
  /** Their bytes. */
  readonly narSize: number;
}
