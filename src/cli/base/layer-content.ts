import { parseStorePath } from '../../closure/store-path.ts';
import type { Chunks } from './chunks.ts';
import { tarEntries } from './tar-entries.ts';

/** What the tar archive of a layer says of store paths. */
export interface LayerContent {
  /** Store paths that it holds. */
  readonly held: ReadonlySet<string>;
  /** Files and folders of the layers below that it removes, with all that is in them. */
  readonly removed: readonly string[];
}

/** Names of files that mean removal, by the OCI image specification: of one file, and of all in a folder. */
const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';

/**
 * Reads the headers of a layer, unpacked; the files in it are passed over.
 *
 * @throws InputError when it is damaged
 */
export async function readLayer(chunks: Chunks): Promise<LayerContent> {
  const held = new Set<string>();
  const removed: string[] = [];
  let current = '';
  for await (const { header, body } of tarEntries(chunks)) {
    const path = header.name.replace(/^(?:\.?\/)*/, '/').replace(/\/+$/, '');
    const slash = path.lastIndexOf('/');
    const file = path.slice(slash + 1);
    if (file.startsWith(WHITEOUT)) {
      const folder = path.slice(0, slash);
      removed.push(file === OPAQUE ? folder : `${folder}/${file.slice(WHITEOUT.length)}`);
    } else if (current === '' || !path.startsWith(`${current}/`)) {
      current = storePathOf(path) ?? '';
      if (current !== '') {
        held.add(current);
      }
    }
    await body.cancel();
  }
  for (const path of removed) {
    // the folders around what is removed are entries, too
    const storePath = storePathOf(path);
    if (storePath !== undefined && storePath !== path) {
      held.delete(storePath);
    }
  }
  return { held, removed };
}

/**
 * The store paths that layers hold together, the bottom one first. One that a layer removes a part of is not
 * held any more.
 */
export function storePathsOf(layers: readonly LayerContent[]): Set<string> {
  const all = new Set<string>();
  for (const { held, removed } of layers) {
    for (const path of removed) {
      const storePath = storePathOf(path);
      const gone =
        storePath === undefined
          ? [...all].filter((one) => one.startsWith(`${path}/`))
          : [storePath];
      for (const one of gone) {
        all.delete(one);
      }
    }
    for (const storePath of held) {
      all.add(storePath);
    }
  }
  return all;
}

/** The store path that an absolute path is, or is in. */
function storePathOf(path: string): string | undefined {
  const [storePath] = /^(?:\/[^/]+)*?\/[0-9a-z]{32}-[^/]+/.exec(path) ?? [];
  return storePath !== undefined && parseStorePath(storePath) !== undefined ? storePath : undefined;
}
