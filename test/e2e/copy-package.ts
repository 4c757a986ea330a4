import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from './nix-store.ts';

/** What nix/package.nix takes of the repository, and nix/ itself. */
const PARTS = [
  ...['fixtures/web.attrs.json', 'nix', 'src'],
  ...['LICENSE', 'package.json', 'package-lock.json', 'tsconfig.json'],
];

/** Copies what Nix needs of the repository into a new folder. */
export function copyPackage(folder: string): void {
  mkdirSync(folder);
  for (const part of PARTS) {
    cpSync(join(REPOSITORY, part), join(folder, part), { recursive: true });
  }
}

/**
 * The flake of README.md that builds an image, with a package that the package set has.
 *
 * @param inputs where its inputs are: URLs of group-layers and of nixpkgs
 */
export function usersFlake(inputs: { groupLayers: string; nixpkgs: string }): string {
  const readme = readFileSync(join(REPOSITORY, 'README.md'), 'utf8');
  const [, block] = /```nix\n([^`]*buildImage[^`]*)```/.exec(readme)!;
  return block!
    .replaceAll('pkgs.nginx', 'pkgs.webApp')
    .replace('git+file:///path/to/group-layers', inputs.groupLayers)
    .replace('inputs.group', `inputs.nixpkgs.url = "${inputs.nixpkgs}";\n  inputs.group`);
}
