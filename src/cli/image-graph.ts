import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { parseStorePath } from '../closure/store-path.ts';
import { queryStore } from './ask-nix.ts';

/** Where the graph of an image is: in a file, or what Nix says of store paths. */
export type ImageGraph =
  | {
      readonly file: string;
      /** The image that it is built upon, for --base. */
      readonly base?: string;
    }
  /** The image has their closure; none for an image without store paths. */
  | { readonly roots: readonly string[] }
  /** The image has these; which of them are roots is not known. */
  | { readonly contents: readonly string[] };

/** From an archive of our images of nix2container or dockerTools over its script and layers to what it was grouped by. */
const LEVELS = 6;

/** Only ours: nix2container makes closure graphs of its own, one for each layer. */
const GRAPH = named(/graph\.json\.drv/);

/** What makes the image to build upon ready for --base; it is used beside the graph. */
const BASE = named(/base-image\.drv/);

/** What dockerTools puts the references of into layers, itself left out: of layered images, and of buildImage. */
const CARRIER = named(/.*-(?:customisation-layer|base\.json)\.drv|docker-layer-.*\.drv/);

/** What answers dockerTools how to group, and with our overlay what that was made of. */
const LAYERS = named(/(?:grouped-)?layers\.json\.drv/);

/** An archive of several images. */
const SEVERAL = named(/merge-docker-images\.drv/);

/**
 * The graph that an image in the store was grouped by, from the derivations that made it. It is a file for an image
 * of buildImage, of dockerTools with our overlay, or of our layers for nix2container; another one of dockerTools
 * has roots, and another one of nix2container names its contents. Undefined if these have gone from the store, or if
 * it is another image.
 */
export async function imageGraph(storePath: string): Promise<ImageGraph | undefined> {
  return (await graphBehind(storePath)) ?? namedContents(storePath);
}

async function graphBehind(storePath: string): Promise<ImageGraph | undefined> {
  const [deriver] = (await queryStore('--deriver', [storePath])) ?? [];
  if (deriver === undefined || parseStorePath(deriver) === undefined || SEVERAL.test(deriver)) {
    return undefined;
  }
  let derivations = [deriver];
  // the nearest, because those of an image to build upon are farther
  for (let level = 0; level < LEVELS; level++) {
    if (derivations.some((path) => GRAPH.test(path))) {
      return graphFile(derivations);
    }
    const carriers = derivations.filter((path) => CARRIER.test(path));
    if (carriers.length > 0) {
      const layers = derivations.filter((path) => LAYERS.test(path));
      return graphOfDockerImage(carriers, layers);
    }
    derivations = (await inputsOf(derivations)) ?? [];
  }
  return undefined;
}

/** @param layers none for an image that dockerTools does not ask our overlay about */
async function graphOfDockerImage(
  carriers: readonly string[],
  layers: readonly string[],
): Promise<ImageGraph | undefined> {
  if (layers.length === 0) {
    return rootsBehind(carriers);
  }
  const inputs = await inputsOf(layers);
  const grouped = inputs?.filter((path) => LAYERS.test(path)) ?? [];
  if (grouped.length > 0) {
    return graphFile((await inputsOf(grouped)) ?? []);
  }
  // without store paths in the image there is nothing to answer about
  return inputs && rootsBehind(carriers.filter((path) => inputs.includes(path)));
}

async function graphFile(derivations: readonly string[]): Promise<ImageGraph | undefined> {
  const outputOf = async (pattern: RegExp) => {
    const made = derivations.filter((path) => pattern.test(path));
    const outputs = await queryStore('--outputs', made);
    return outputs?.length === 1 ? outputs[0] : undefined;
  };
  const [file, base] = [await outputOf(GRAPH), await outputOf(BASE)];
  return file !== undefined && existsSync(file)
    ? { file, ...(base !== undefined && { base }) }
    : undefined;
}

async function rootsBehind(carriers: readonly string[]): Promise<ImageGraph | undefined> {
  const outputs = await queryStore('--outputs', carriers);
  const references = outputs && (await queryStore('--references', outputs));
  return references && { roots: references.filter((path) => !outputs.includes(path)) };
}

/** The derivations that derivations are made with. */
async function inputsOf(derivations: readonly string[]): Promise<string[] | undefined> {
  const references = await queryStore('--references', derivations);
  return references?.filter((path) => path.endsWith('.drv'));
}

/** What an image of nix2container lists, layer by layer; undefined for another file. */
function namedContents(storePath: string): ImageGraph | undefined {
  if (!storePath.endsWith('.json')) {
    return undefined;
  }
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(storePath, 'utf8'));
  } catch {
    return undefined;
  }
  const { data } = nix2containerImage.safeParse(document);
  const layers = data && (data.layers ?? []);
  const paths = layers?.flatMap((layer) => layer.paths ?? []).map(({ path }) => path);
  return paths && { contents: [...new Set(paths)] };
}

const nix2containerImage = z.object({
  'image-config': z.record(z.string(), z.unknown()),
  layers: z.nullish(
    z.array(z.object({ paths: z.nullish(z.array(z.object({ path: z.string() }))) })),
  ),
});

/** Matches store paths whose whole name a pattern matches. */
function named(pattern: RegExp): RegExp {
  return new RegExp(`/[0-9a-z]{32}-(?:${pattern.source})$`);
}
