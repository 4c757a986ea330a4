import { DEFAULTS } from '../layers/group-options.ts';

/** What each key of `group-layers.json` means, for help, the man page and the JSON Schema. */
export const CHECK_RULES = {
  $schema: 'where the JSON Schema of this file is, for editors',
  budget: `most layers to make; ${DEFAULTS.budget} by default`,
  base: 'files of what the image is built upon, beside this one: images, groupings or lists of store paths',
  reserve: 'layers of the budget that are kept for others',
  runtime: 'what runs the image; budgets over its limit are refused',
  strategy: `how to group; ${DEFAULTS.strategy} by default`,
  popularity: 'the file of pinned popularity data, beside this one',
  layerOverhead:
    'what one more layer is worth: bytes, or a name or latency@bandwidth as --layer-overhead takes (expected-pull)',
  sharingWeight: 'sharing with other images against updates (expected-pull)',
  sizeThreshold: 'a path is big when its closureSize is more bytes (nixery)',
  popularityThreshold: 'a path is popular when its count is at least this (nixery)',
  maxLayers: 'most layers that the grouping may have',
  maxLargestShare: 'largest part of the image that one layer may be, 0 to 1',
  maxPulledBytes: 'most bytes that the update from an --against graph may pull',
  maxPullExcess:
    'most excess of an update from an --against graph: 0 is the floor, 1 what one layer would pull',
  alone: 'names, with or without version, of store paths that must have their own layer',
  forbidden:
    'names, with or without version, that no store path may have; * stands for any characters',
  allowed: 'exceptions to "forbidden"',
} as const;
