import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const texts = readFileSync('dist/share/licenses/group-layers/packages.txt', 'utf8');

test('the licence of every package that is bundled travels with the command', () => {
  const bundled = [...texts.matchAll(/^(\S+) \d+\.\d+\.\d+$/gm)].map(([, name]) => name!);
  expect(bundled).toEqual(expect.arrayContaining([...Object.keys(dependencies), 'picocolors']));
  for (const name of bundled) {
    const folder = `node_modules/${name}`;
    const [, copyright] = /^(Copyright .*|.*\(c\).*)$/im.exec(readLicense(folder)) ?? [];
    expect(copyright).toBeDefined();
    expect(texts).toContain(copyright);
  }
});

test('and src/README.md states what each is for', () => {
  const bundled = [...texts.matchAll(/^(\S+) \d+\.\d+\.\d+$/gm)].map(([, name]) => name!);
  const [, table] = readFileSync('src/README.md', 'utf8').split('## Dependencies');
  const listed = [...table!.matchAll(/^\| ([a-z][\w, -]*) \|/gm)].flatMap(([, names]) =>
    names!.split(', '),
  );
  expect(listed.filter((name) => name !== 'package').sort()).toEqual(bundled.sort());
});

test('and that of the code in a report travels in the report', () => {
  const script = readFileSync('dist/report/page.js', 'utf8');
  const notice = script.slice(0, script.indexOf('*/'));
  expect(notice).toMatch(/^\/\*!\nd3-hierarchy /);
  expect(notice).toContain(readLicense('node_modules/d3-hierarchy').trim());
});

function readLicense(folder: string): string {
  for (const name of ['LICENSE', 'LICENSE.txt', 'LICENSE.md', 'license']) {
    try {
      return readFileSync(`${folder}/${name}`, 'utf8');
    } catch {}
  }
  throw new Error(`${folder} has no licence`);
}
