import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PageAsset, PageAssets } from '../report/report-html.ts';

/** What the build put beside the command for the page; read by `report` only. */
export function readPageAssets(): PageAssets {
  return { script: readAsset('page.js'), style: readAsset('page.css') };
}

/** Beside the bundle where it was built, beside its folder where it is installed. */
const FOLDERS = ['share/group-layers', '../share/group-layers'];

function readAsset(file: string): PageAsset {
  const candidates = FOLDERS.map((folder) => join(__dirname, folder, file));
  const text = readFileSync(candidates.find((path) => existsSync(path)) ?? candidates[0]!, 'utf8');
  return { text, sha256: createHash('sha256').update(text).digest('base64') };
}
