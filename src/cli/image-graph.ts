import { existsSync } from 'node:fs';
import { parseStorePath } from '../closure/store-path.ts';
import { queryStore } from './ask-nix.ts';

/** Where the graph of an image is: in a file, or what Nix says of these roots. */
export type ImageGraph =
  | {
      readonly file: string;
      /** The image that it is built upon, for --base. */
      readonly base?: string;
    }
  | { readonly roots: readonly string[] };

/** From an archive of dockerTools over its script, configuration, layers and grouping to the graph. */
const LEVELS = 6;

const GRAPH = /-graph\.json\.drv$/;

/** What makes the image to build upon ready for --base; it is used beside the graph. */
const BASE = /-base-image\.drv$/;

/** What dockerTools puts the references of into layers. */
const CARRIER = /-(?:customisation-layer|base\.json)\.drv$/;

const LAYERS = /-layers\.json\.drv$/;

/**
 * The graph that an image in the store was grouped by, from the derivations that made it. It is a file for an image
 * of buildImage, of dockerTools with our overlay, or of our layers for nix2container; another one of dockerTools
 * has roots. Undefined if these have gone from the store, or if it is another image.
 */
export async function imageGraph(storePath: string): Promise<ImageGraph | undefined> {
  const [deriver] = (await queryStore('--deriver', [storePath])) ?? [];
  let derivations = deriver !== undefined && parseStorePath(deriver) !== undefined ? [deriver] : [];
  let carriers: string[] = [];
  // the nearest graph, because that of an image to build upon is farther
  for (let level = 0; level < LEVELS && derivations.length > 0; level++) {
    const ours = derivations.filter((path) => GRAPH.test(path));
    if (ours.length > 0) {
      const [file] = (await queryStore('--outputs', ours)) ?? [];
      const bases = derivations.filter((path) => BASE.test(path));
      const [base] = bases.length > 0 ? ((await queryStore('--outputs', bases)) ?? []) : [];
      return file !== undefined && existsSync(file)
        ? { file, ...(base !== undefined && { base }) }
        : undefined;
    }
    if (carriers.length === 0) {
      carriers = derivations.filter((path) => CARRIER.test(path));
      if (carriers.length > 0) {
        derivations = derivations.filter((path) => LAYERS.test(path));
      }
    }
    const references = (await queryStore('--references', derivations)) ?? [];
    derivations = references.filter((path) => path.endsWith('.drv'));
  }
  return carriers.length > 0 ? rootsBehind(carriers) : undefined;
}

async function rootsBehind(carriers: readonly string[]): Promise<ImageGraph | undefined> {
  const outputs = (await queryStore('--outputs', carriers)) ?? [];
  const references = (await queryStore('--references', outputs)) ?? [];
  const roots = references.filter((path) => !outputs.includes(path));
  return roots.length > 0 ? { roots } : undefined;
}
