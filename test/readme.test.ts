import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { drawUpdate, PICTURE_FILE } from './helpers/draw-update.ts';
import { fixturePath } from './helpers/fixture.ts';
import { withCurrentOutput } from './helpers/readme.ts';
import { runCommand } from './helpers/run-command.ts';

const READMES = [
  'README.md',
  ...['fixtures', 'nix', 'src', 'test'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => basename(file) === 'README.md')
      .map((file) => join(folder, file)),
  ),
];

describe.each(READMES)('%s', (file) => {
  const readme = readFileSync(file, 'utf8');

  test('shows what its commands print (UPDATE_README=1 npm test writes it anew)', () => {
    const current = withCurrentOutput(readme);
    if (process.env['UPDATE_README']) {
      writeFileSync(file, current);
    }
    expect(readme).toBe(current);
  });

  test('links to files and headings that are there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
    const broken = links.filter(([, path, heading]) => {
      const linked = path === '' ? file : join(dirname(file), path!);
      return !existsSync(linked) || (heading && !anchorsOf(linked).includes(heading));
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });
});

test('its picture is of the groupings of today (npm run pin draws it)', () => {
  expect(readFileSync(PICTURE_FILE, 'utf8')).toBe(drawUpdate());
});

test.each([
  ['libssl3', 'popularity', '56.4 MiB'],
  ['libssl3', 'auto-layer', '23.2 MiB'],
  ['libssl3', 'expected-pull', '19.1 MiB'],
  ['v2', 'popularity', '49.5 MiB'],
  ['v2', 'auto-layer', '5.33 MiB'],
  ['v2', 'expected-pull', '1.26 KiB'],
])('it says what an update to %s pulls by %s', async (update, strategy, size) => {
  const graphs = ['web.attrs.json', `after-update/web.${update}.attrs.json`].map(fixturePath);
  const { stdout } = await runCommand(['diff', ...graphs, '-b', '16', '--strategy', strategy]);
  expect(stdout.split(' pulled')[0]).toBe(size);
  expect(readFileSync('README.md', 'utf8')).toContain(size);
});

test('the README is read in some minutes', () => {
  expect(readFileSync('README.md', 'utf8').split(/\s+/).length).toBeLessThanOrEqual(1300);
});

/** The anchors that GitHub makes of a document's headings. */
function anchorsOf(file: string): string[] {
  const headings = readFileSync(file, 'utf8').match(/^#+ .*$/gm) ?? [];
  const anchors: string[] = [];
  for (const heading of headings) {
    const words = heading.replace(/^#+ /, '').toLowerCase();
    const anchor = words.replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
    const earlier = anchors.filter((other) => other.replace(/-\d+$/, '') === anchor).length;
    anchors.push(earlier === 0 ? anchor : `${anchor}-${earlier}`);
  }
  return anchors;
}
