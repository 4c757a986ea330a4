/** A store path of an earlier grouping. */
export interface PreviousPath {
  readonly name: string;
  /** Its name and build, as `nameAndBuild` gives them, or its name where only that is known. */
  readonly key: string;
}

/** The layers of an earlier grouping of the same image, bottom first. */
export type Previous = readonly (readonly PreviousPath[])[];

/** What became of an earlier grouping. */
export interface KeptLayers {
  /** Indices of the closure's store paths, by layer. */
  readonly layers: readonly (readonly number[])[];
  /** Whether the layers stayed, or why the fresh ones were taken instead. */
  readonly outcome: 'kept' | 'fresh pays' | 'rebuilt';
  /** How many layers are the very ones of before. */
  readonly unchanged: number;
  /** Store paths that are in the layer that they inherit. */
  readonly stayed: number;
  /** Store paths that inherit another layer. */
  readonly moved: number;
  /** Store paths that the earlier grouping does not contain, not even by name. */
  readonly joined: number;
  /** Store paths of the earlier grouping of which not even the name is left. */
  readonly left: number;
  /** Bytes that this update pulls, and bytes per later update, with the layers kept; not computed where most paths are rebuilt. */
  readonly kept?: Outlook;
  /** The same with fresh layers. */
  readonly fresh: Outlook;
}

/** What a grouping pulls now and later. */
export interface Outlook {
  /** Bytes of layers that the earlier grouping does not have. */
  readonly pulled: number;
  /** By the cost model, bytes per update. */
  readonly cost: number;
}
