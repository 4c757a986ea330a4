import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { fixturePath } from './helpers/fixture.ts';
import { scratchFolder } from './helpers/scratch-folder.ts';

test('the tarball contains what is run, imported and promised, and its command needs nothing else', () => {
  const { bin, exports, man } = packageJson;
  const folder = scratchFolder();
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
  const tarball = execFileSync('npm', pack, { encoding: 'utf8' }).trim();
  execFileSync('tar', ['-xzf', join(folder, tarball), '-C', folder]);

  const unpacked = join(folder, 'package');
  const files = readdirSync(unpacked, { recursive: true, encoding: 'utf8' });
  const parts = files.map((file) => file.split('/', file.startsWith('dist/') ? 2 : 1).join('/'));
  expect([...new Set(parts)].sort()).toEqual([
    ...['CHANGELOG.md', 'LICENSE', 'README.md', 'bin', 'dist'],
    ...['dist/command', 'dist/library', 'dist/report', 'dist/share', 'package.json'],
  ]);
  expect(files.filter((file) => /\.(map|meta\.json|tsbuildinfo)$/.test(file))).toEqual([]);
  const promised = [...Object.values(bin), ...Object.values(exports['.']), ...man].map((file) =>
    join(file),
  );
  expect(files).toEqual(expect.arrayContaining(promised));
  expect(files).toContain('dist/share/licenses/group-layers/packages.txt');

  const args = [join(unpacked, 'bin/group-layers.js'), 'report', fixturePath('web.attrs.json')];
  execFileSync(process.execPath, args, { cwd: folder, env: {}, stdio: 'pipe' });
  expect(existsSync(join(folder, 'report.html'))).toBe(true);
});

test('nothing runs where the tarball is installed', () => {
  const atInstall = /^(pre|post)?install$|^prepare$/;
  expect(Object.keys(packageJson.scripts).filter((name) => atInstall.test(name))).toEqual([]);
});
