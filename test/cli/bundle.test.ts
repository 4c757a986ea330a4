import { execFile } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { scratchFolder } from '../helpers/scratch-folder.ts';

const INPUTS = ['src', 'bin', 'package.json', 'tsconfig.json', 'tsconfig.build.json', 'LICENSE'];

/** Builds in another folder: the content of every file, by name. */
async function build(folder: string): Promise<Record<string, string>> {
  for (const name of INPUTS) {
    cpSync(name, join(folder, name), { recursive: true });
  }
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  await promisify(execFile)('npm', ['run', 'build'], { cwd: folder });
  const dist = join(folder, 'dist');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    files
      .filter((name) => statSync(join(dist, name)).isFile())
      .map((name) => [name, readFileSync(join(dist, name), 'utf8')]),
  );
}

test('what is built does not depend on the folder or the time', async () => {
  // beside each other, because esbuild follows the link to the packages
  const folder = scratchFolder();
  const first = await build(join(folder, 'one'));
  const second = await build(join(folder, 'of another name'));
  expect(Object.keys(first)).toContain('report/page.js');
  expect(second).toEqual(first);
});
