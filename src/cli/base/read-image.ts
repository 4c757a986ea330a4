import * as z from 'zod/mini';
import { decodeText } from '../../input/decode-text.ts';
import { findingList, InputError } from '../../input/input-error.ts';
import { issueFinding } from '../../input/issue-finding.ts';
import { jsonPlace } from '../../input/json-place.ts';
import { parseJson } from '../../input/parse-json.ts';
import type { Base } from '../../layers/base/base.ts';
import type { ReadImageFile } from './image-content.ts';
import { type LayerContent, storePathsOf } from './layer-content.ts';

const ADVICE = 'give an OCI layout, or an archive of one or of docker';

const digest = z
  .string('a digest')
  .check(
    z.regex(
      /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/,
      'sha256: or sha512: and hexadecimal digits',
    ),
  );

const index = z.object({
  manifests: z.array(
    z.object({
      digest,
      platform: z.optional(z.object({ architecture: z.string(), os: z.string() })),
    }),
  ),
});
const manifest = z.object({ layers: z.array(z.object({ digest })) });
const indexOrManifest = z.union([index, manifest], 'the index or the manifest of an image');

/** What docker and dockerTools write, an entry for each image. */
const archived = z.array(z.object({ Layers: z.array(z.string()) }), 'an array of images');

/**
 * Reads which store paths an image holds: an OCI layout, or what `docker save` and dockerTools write.
 *
 * @throws InputError when it is none of them, is damaged, or has several images
 */
export async function readImage(read: ReadImageFile): Promise<Base> {
  const names = (await layersByIndex(read)) ?? (await layersByDocker(read));
  if (names === undefined) {
    throw new InputError(
      [{ place: '', found: 'neither index.json nor manifest.json', expected: 'an image' }],
      ADVICE,
    );
  }
  const layers: LayerContent[] = [];
  for (const name of names) {
    const file = await read(name);
    if (file === undefined || !('layer' in file)) {
      const found = file === undefined ? 'nothing' : 'something else';
      throw new InputError(
        [{ place: name, found, expected: 'the tar archive of a layer' }],
        ADVICE,
      );
    }
    layers.push(file.layer);
  }
  return { storePaths: storePathsOf(layers), layers: layers.length };
}

/** The files of the layers of the one image in an OCI layout, bottom first; undefined if it is not one. */
async function layersByIndex(read: ReadImageFile): Promise<string[] | undefined> {
  const first = await readJson(read, 'index.json', index);
  if (first === undefined) {
    return undefined;
  }
  const found = new Map<
    string,
    { readonly layers: readonly string[]; readonly platform: string }
  >();
  const pending = [...first.manifests];
  for (const { digest: name, platform } of pending) {
    // what is of an unknown platform is not an image but says how one was built
    if (found.has(name) || platform?.architecture === 'unknown') {
      continue;
    }
    const content = await readJson(read, blobOf(name), indexOrManifest);
    if (content === undefined) {
      throw new InputError(
        [{ place: blobOf(name), found: 'nothing', expected: 'a manifest' }],
        ADVICE,
      );
    }
    if ('manifests' in content) {
      pending.push(...content.manifests);
    } else {
      const layers = content.layers.map((layer) => blobOf(layer.digest));
      found.set(name, {
        layers,
        platform: platform ? `${platform.os}/${platform.architecture}` : name,
      });
    }
  }
  const [only, ...others] = found.values();
  if (only === undefined || others.length > 0) {
    const platforms = [...found.values()].map(({ platform }) => platform).join(', ');
    throw new InputError(
      [{ place: 'index.json', found: `${found.size} images (${platforms})`, expected: 'one' }],
      'copy the one that is built upon: skopeo copy --override-arch ARCH oci:ALL oci:ONE',
    );
  }
  return [...only.layers];
}

async function layersByDocker(read: ReadImageFile): Promise<string[] | undefined> {
  const images = await readJson(read, 'manifest.json', archived);
  if (images !== undefined && images.length !== 1) {
    throw new InputError(
      [{ place: 'manifest.json', found: `${images.length} images`, expected: 'one' }],
      'save the one that is built upon',
    );
  }
  return images?.[0]?.Layers;
}

function blobOf(name: string): string {
  return `blobs/${name.replace(':', '/')}`;
}

/** A JSON file of an image; undefined if there is none. */
async function readJson<Schema extends z.core.$ZodType>(
  read: ReadImageFile,
  name: string,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> {
  const file = await read(name);
  if (file === undefined) {
    return undefined;
  }
  if ('layer' in file) {
    throw new InputError([{ place: name, found: 'a tar archive', expected: 'JSON' }], ADVICE);
  }
  const value = parseJson(decodeText(file.text, ADVICE), ADVICE);
  const result = z.safeParse(schema, value);
  const findings = findingList();
  for (const issue of result.error?.issues ?? []) {
    const inside = (keys: readonly PropertyKey[]) => `${name} ${jsonPlace(keys)}`.trimEnd();
    findings.add(() => issueFinding(issue, value, inside));
  }
  findings.refuse(ADVICE);
  return result.data;
}
