import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, constants } from 'node:zlib';
import type { Closure } from '../../src/closure/closure.ts';
import { parseClosure } from '../../src/closure/parse-closure.ts';
import type { ClosureSeries } from '../../src/tuning/compare.ts';

const LARGE_WINDOW = { params: { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 1 } };

/** The corpora of fixtures/: Debian's to tune on and to validate on, and weeks of nixpkgs. */
export const CORPORA = ['bookworm', 'sid', 'nixpkgs-release-17.09', 'nixpkgs-unstable-2018'];

/** Which part of a corpus is wanted; what is left out means all. */
export interface CorpusPart {
  readonly images?: readonly string[] | undefined;
  /** Every so many snapshots, from the first on. */
  readonly every?: number | undefined;
  /** Only so many snapshots, counted before `every`. */
  readonly snapshots?: number | undefined;
  /** Images in turn of this, the next and so on of so many snapshots; 1 for the same of all. */
  readonly stagger?: number | undefined;
}

/** Series of image closures: a corpus of fixtures/ by its name, or a folder of `<image>.<step>.json`. */
export function loadCorpus(nameOrFolder: string, part: CorpusPart = {}): ClosureSeries[] {
  const { images, every = 1, snapshots: most = Number.POSITIVE_INFINITY, stagger = 1 } = part;
  const series = new Map<string, Closure[]>();
  for (const [file, text] of corpusFiles(nameOrFolder)) {
    const [image, step] = file.split('.') as [string, string];
    const isWanted = images?.includes(image) ?? true;
    if (isWanted && Number(step) < most && Number(step) % every === 0) {
      const snapshots = series.get(image) ?? [];
      snapshots.push(parseClosure(text));
      series.set(image, snapshots);
    }
  }
  return [...series].flatMap(([image, snapshots], at) => {
    const first = at % stagger;
    const left = snapshots.slice(first, snapshots.length - stagger + 1 + first);
    return left.length === 0 ? [] : [{ image, snapshots: left }];
  });
}

let latest: { readonly key: string; readonly series: readonly ClosureSeries[] } | undefined;

/** The same, which is kept until another is wanted. */
export function keptCorpus(nameOrFolder: string, part: CorpusPart = {}): readonly ClosureSeries[] {
  const key = JSON.stringify([nameOrFolder, part]);
  if (latest?.key !== key) {
    latest = { key, series: loadCorpus(nameOrFolder, part) };
  }
  return latest.series;
}

/** The images of a corpus. */
export function imagesOf(nameOrFolder: string): string[] {
  return [...new Set(corpusFiles(nameOrFolder).map(([file]) => file.split('.')[0]!))];
}

/** The graphs of a corpus, each with its file name. */
export function corpusFiles(nameOrFolder: string): (readonly [file: string, text: string])[] {
  const shipped = join('fixtures/corpus', `${nameOrFolder}.jsonl.br`);
  return existsSync(shipped) ? filesOfArchive(shipped) : filesOfFolder(nameOrFolder);
}

function filesOfArchive(archive: string): (readonly [string, string])[] {
  const lines = brotliDecompressSync(readFileSync(archive), LARGE_WINDOW)
    .toString()
    .trimEnd()
    .split('\n');
  return lines.map((line) => [/^\{"file":"([^"]+)"/.exec(line)![1]!, line]);
}

function filesOfFolder(folder: string): (readonly [string, string])[] {
  const files = readdirSync(folder).filter((file) => /^[^.]+\.[0-9]+\.json$/.test(file));
  return files.sort().map((file) => [file, readFileSync(join(folder, file), 'utf8')]);
}
