import { firstFault } from '../input/parse-json.ts';

/** Something that is known, but is not a closure graph. */
export interface OtherDocument {
  /** What it is. */
  readonly found: string;
  /** What to do. */
  readonly advice: string;
}

/** What to do with an image, in whichever form. */
export const IMAGE_ADVICE =
  'give the graph that the image was grouped by: the .graph of buildImage, lib.imageGraph for dockerTools, or `nix path-info --json -r` of its contents';
const PATH_INFO_ADVICE = 'give what `nix path-info --json -r PATH` prints';
const GROUPING_ADVICE =
  'give the graph that it was made from; group-layers diff compares groupings';

/** Documents that are recognised by how they begin. */
const BY_BEGINNING: readonly (readonly [RegExp, string, string])[] = [
  [
    /^(?:strict )?digraph\b/,
    'a drawing for Graphviz, as nix-store -q --graph prints',
    PATH_INFO_ADVICE,
  ],
  [/^(?:[A-Z][A-Za-z]+: .*\n)*StorePath: /, 'the narinfo of a single store path', PATH_INFO_ADVICE],
  [
    /^Derive\(/,
    'a derivation, not what it builds',
    'build it with `nix-store -r FILE.drv`, and give the store path that this prints',
  ],
  [
    /^#![\s\S]*(?:stream_layered|-stream\b|-conf\.json)/,
    'a script that streams an image, such as dockerTools makes',
    IMAGE_ADVICE,
  ],
  [/^#!/, 'a script', PATH_INFO_ADVICE],
  [
    /^\s*\{\s*(?:"version"\s*:\s*[0-9]+,\s*)?"image-config"/,
    'an image of nix2container',
    IMAGE_ADVICE,
  ],
  [/^[\s\S]{257}ustar/, 'a tar archive, such as that of an image', IMAGE_ADVICE],
  [/^.{8}nix-archive-1/s, 'a NAR, the archive of a store path', PATH_INFO_ADVICE],
];

/** Documents of JSON that are recognised by the keys of their object, or of the first one in their array. */
const BY_KEYS: readonly (readonly [readonly string[], string, string])[] = [
  [['contents', 'narSize'], 'a grouping, as group-layers writes it', GROUPING_ADVICE],
  [['Config', 'Layers'], 'the manifest of a docker archive', IMAGE_ADVICE],
  [['schemaVersion'], 'an OCI manifest', IMAGE_ADVICE],
  [['imageLayoutVersion'], 'the oci-layout file of an image', IMAGE_ADVICE],
  [['store_layers'], 'the configuration of an image of dockerTools', IMAGE_ADVICE],
  [['rootfs', 'architecture'], 'the configuration of an OCI image', IMAGE_ADVICE],
  [['images', 'counts'], 'popularity data', 'give these with --popularity, and a graph beside'],
];

/** Bytes; a longer document of JSON is not parsed to find out what it is. */
const LONGEST_JSON = 2 ** 21;

/**
 * Recognises what was given for a closure graph but is not one.
 *
 * @param content the whole, or how it begins
 */
export function otherDocument(content: Uint8Array): OtherDocument | undefined {
  const beginning = new TextDecoder('latin1').decode(content.subarray(0, 4096));
  for (const [pattern, found, advice] of BY_BEGINNING) {
    if (pattern.test(beginning)) {
      return { found, advice };
    }
  }
  return content.length <= LONGEST_JSON ? otherJson(content) : undefined;
}

function otherJson(content: Uint8Array): OtherDocument | undefined {
  const text = new TextDecoder().decode(content);
  const value = parsed(text);
  if (value === undefined) {
    return isSeveral(text) ? SEVERAL : undefined;
  }
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (Array.isArray(first) && first.every((path) => typeof path === 'string')) {
    return { found: 'a list of layers, as --format paths writes', advice: GROUPING_ADVICE };
  }
  if (typeof first !== 'object' || first === null) {
    return undefined;
  }
  const keys = Object.keys(first);
  if (keys.length > 0 && keys.every((key) => key.endsWith('.drv'))) {
    return {
      found: 'derivations, not what they build',
      advice: 'build them, and give what `nix path-info --json -r PATH` prints',
    };
  }
  const known = BY_KEYS.find(([wanted]) => wanted.every((key) => keys.includes(key)));
  return known && { found: known[1], advice: known[2] };
}

const SEVERAL: OtherDocument = {
  found: 'several graphs, one after another',
  advice: 'give each as a file of its own; compare and popularity take several',
};

/** Whether the fault of a text is that another array or object comes after the first. */
function isSeveral(text: string): boolean {
  const fault = firstFault(text) ?? 0;
  return /[[{]/.test(text[fault] ?? '') && parsed(text.slice(0, fault)) !== undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
