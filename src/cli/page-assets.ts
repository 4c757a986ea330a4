import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PageAsset, PageAssets } from '../report/page-assets.ts';

/** Reads the script and the style sheet of the page, which the build put beside the command. */
export function readPageAssets(): PageAssets {
  return { script: readAsset('page.js'), style: readAsset('page.css') };
}

function readAsset(file: string): PageAsset {
  const text = readFileSync(join(__dirname, '..', 'report', file), 'utf8');
  return { text, sha256: createHash('sha256').update(text).digest('base64') };
}
