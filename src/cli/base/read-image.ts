import * as z from 'zod/mini';
import { InputError } from '../../input/input-error.ts';
import type { Base } from '../../layers/base/base.ts';
import type { ReadImageFile } from './image-file.ts';
import { checkEach, IMAGE_ADVICE, readImageJson } from './image-json.ts';
import { type LayerContent, storePathsOf } from './layer-content.ts';

const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/** What points to an index, a manifest or a layer. */
const pointer = z.object(
  {
    digest: z
      .string('a digest')
      .check(z.regex(DIGEST, 'sha256: or sha512: and hexadecimal digits')),
    platform: z.optional(
      z.object({ architecture: z.string('a string'), os: z.string('a string') }, 'an object'),
    ),
  },
  'an object',
);
const list = z.array(z.unknown(), 'an array');
const index = z.object({ manifests: list }, 'an object');
const manifest = z.object({ layers: list });
const indexOrManifest = z.union([index, manifest], 'the index or the manifest of an image');

/** What docker and dockerTools write of an image. */
const saved = z.object({ Layers: list }, 'an object');
const fileName = z.string('the name of a file');

/**
 * Reads which store paths an image holds: an OCI layout, or what `docker save` and dockerTools write.
 *
 * @throws InputError when it is neither, is damaged, or has several images
 */
export async function readImage(read: ReadImageFile): Promise<Base> {
  const names = (await layersByIndex(read)) ?? (await layersByDocker(read));
  if (names === undefined) {
    refuse('', 'neither index.json nor manifest.json', 'an image');
  }
  const layers: LayerContent[] = [];
  for (const name of names) {
    const file = await read(name);
    if (file === undefined || !('layer' in file)) {
      const found = file === undefined ? 'nothing' : 'something else';
      refuse(name, found, 'the tar archive of a layer');
    }
    layers.push(file.layer);
  }
  return { storePaths: storePathsOf(layers), layers: layers.length };
}

/** The files of the layers of the one image in an OCI layout, bottom first; undefined if it is not one. */
async function layersByIndex(read: ReadImageFile): Promise<string[] | undefined> {
  const first = await readImageJson(read, 'index.json', index);
  if (first === undefined) {
    return undefined;
  }
  const images: { readonly platform: string; readonly layers: string[] }[] = [];
  const seen = new Set<string>();
  const pending = checkEach(first.manifests, pointer, 'index.json', 'manifests');
  for (const { digest, platform } of pending) {
    // what is of an unknown platform is not an image but says how one was built
    if (seen.has(digest) || platform?.architecture === 'unknown') {
      continue;
    }
    seen.add(digest);
    const name = blobOf(digest);
    const content = await readImageJson(read, name, indexOrManifest);
    if (content === undefined) {
      refuse(name, 'nothing', 'a manifest');
    }
    if ('manifests' in content) {
      for (const one of checkEach(content.manifests, pointer, name, 'manifests')) {
        pending.push(one);
      }
    } else {
      const layers = checkEach(content.layers, pointer, name, 'layers');
      images.push({
        platform: platform === undefined ? digest : `${platform.os}/${platform.architecture}`,
        layers: layers.map((layer) => blobOf(layer.digest)),
      });
    }
  }
  if (images.length !== 1) {
    const platforms = images.slice(0, MOST_SHOWN).map(({ platform }) => platform);
    refuse(
      'index.json',
      `${images.length} images (${platforms.join(', ')})`,
      'one',
      'copy the one that is built upon: skopeo copy --override-arch ARCH oci:ALL oci:ONE',
    );
  }
  return images[0]!.layers;
}

const MOST_SHOWN = 10;

/** The same of what `docker save` writes. */
async function layersByDocker(read: ReadImageFile): Promise<string[] | undefined> {
  const name = 'manifest.json';
  const images = await readImageJson(read, name, list);
  if (images === undefined) {
    return undefined;
  }
  if (images.length !== 1) {
    refuse(name, `${images.length} images`, 'one', 'save the one that is built upon');
  }
  const [{ Layers }] = checkEach(images, saved, name) as [z.infer<typeof saved>];
  return checkEach(Layers, fileName, name, 0, 'Layers');
}

function blobOf(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}

function refuse(place: string, found: string, expected: string, advice = IMAGE_ADVICE): never {
  throw new InputError([{ place, found, expected }], advice);
}
