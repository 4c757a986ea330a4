import type { LayerContent } from './layer-content.ts';

/** A file of an image: a layer, or the text of what is not one. */
export type ImageFile = { readonly layer: LayerContent } | { readonly text: Uint8Array };

/** Reads a file of an image by its name in it; undefined if there is none. */
export type ReadImageFile = (name: string) => Promise<ImageFile | undefined>;
