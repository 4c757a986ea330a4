import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What esbuild writes of a bundle with --metafile, as far as it matters here. */
interface Metafile {
  readonly outputs: Readonly<
    Record<
      string,
      { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }
    >
  >;
}

/**
 * The licences of the packages of which a bundle contains code, by package in alphabetical order. Most
 * licences ask that their text travels along.
 *
 * @param metafile a file that esbuild wrote beside the bundle
 * @throws Error when a package has no licence file
 */
export function licenseTexts(metafile: string): string {
  const { outputs }: Metafile = JSON.parse(readFileSync(metafile, 'utf8'));
  const packages = new Set<string>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? [];
      if (folder !== undefined && bytesInOutput > 0) {
        packages.add(folder);
      }
    }
  }
  return [...packages].sort().map(licenseText).join('\n');
}

function licenseText(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((found) => /^licen[cs]e/i.test(found));
  if (file === undefined) {
    throw new Error(`${name} has no licence file`);
  }
  return `${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}
