import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, constants } from 'node:zlib';
import { fixturePath } from './fixture.ts';

const LARGE_WINDOW = { params: { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 1 } };

/** Writes snapshots of some images of the bookworm corpus into a folder, `<image>.<step>.json`. */
export function writeCorpusFiles(folder: string, images: readonly string[], steps: number): void {
  const archive = readFileSync(fixturePath('corpus/bookworm.jsonl.br'));
  const lines = brotliDecompressSync(archive, LARGE_WINDOW).toString().trimEnd().split('\n');
  for (const line of lines) {
    const { file }: { file: string } = JSON.parse(line);
    const [image, step] = file.split('.');
    if (images.includes(image!) && Number(step) < steps) {
      writeFileSync(join(folder, file), line);
    }
  }
}
