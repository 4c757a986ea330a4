import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drawGraph } from '../../helpers/draw-graph.ts';
import { fixturePath } from '../../helpers/fixture.ts';
import { runCommand } from '../../helpers/run-command.ts';
import { scratchFolder } from '../../helpers/scratch-folder.ts';
import { attrsJson } from '../../helpers/store-graph.ts';

/** A folder with two images. */
function folderOfImages(): string {
  const cwd = scratchFolder();
  const one = drawGraph(
    'app-1',
    'app-1 1 > libc-2 zlib-1 9',
    'libc-2 1',
    'zlib-1 1 > libc-2',
    '9 1',
    '10 1',
  );
  const two = drawGraph('__proto__ 10', '__proto__ 1 > libc-3', 'libc-3 1', '10 1');
  writeFileSync(join(cwd, 'one.json'), attrsJson(one));
  writeFileSync(join(cwd, 'two.json'), attrsJson(two));
  return cwd;
}

test('is a file sorted by name, a name a line', async () => {
  const { stdout } = await runCommand(['popularity', 'one.json', 'two.json'], {
    cwd: folderOfImages(),
  });
  expect(stdout).toBe(
    `{\n${['"10": 2', '"9": 1', '"__proto__": 1', '"app": 1', '"libc": 2', '"zlib": 1']
      .map((line) => `  ${line}`)
      .join(',\n')}\n}\n`,
  );
});

test('by name-version, and by references as Nixery counted them', async () => {
  const cwd = folderOfImages();
  const byVersion = await runCommand(
    ['popularity', 'one.json', 'two.json', '--by', 'name-version'],
    { cwd },
  );
  expect(JSON.parse(byVersion.stdout)).toMatchObject({ 'libc-2': 1, 'libc-3': 1, '10': 2 });
  const references = await runCommand(['popularity', 'one.json', 'two.json', '--references'], {
    cwd,
  });
  expect(JSON.parse(references.stdout)).toEqual({ 'libc-2': 2 });
});

test('added to a file, over that file, is as if counted at once', async () => {
  const cwd = folderOfImages();
  const file = () => readFileSync(join(cwd, 'popularity.json'), 'utf8');
  await runCommand(['popularity', 'one.json', '-o', 'popularity.json'], { cwd });
  await runCommand(
    ['popularity', 'two.json', '--add', 'popularity.json', '-o', 'popularity.json'],
    { cwd },
  );
  const { stdout } = await runCommand(['popularity', 'one.json', 'two.json'], { cwd });
  expect(file()).toBe(stdout);
});

test('is read back by --popularity', async () => {
  const cwd = folderOfImages();
  await runCommand(['popularity', 'one.json', 'two.json', '-o', 'popularity.json'], { cwd });
  const { stdout } = await runCommand(['two.json', '-p', 'popularity.json', '-q', '-o', '-'], {
    cwd,
  });
  const layers: { contents: string[]; popularity: number }[] = JSON.parse(stdout);
  const counts = layers.map(({ contents: [path], popularity }) => [path!.slice(44), popularity]);
  expect(Object.fromEntries(counts)).toEqual(JSON.parse('{"10": 2, "__proto__": 1, "libc-3": 2}'));
});

test('of nothing is an empty file', async () => {
  const { stdout } = await runCommand(['popularity', '-'], { input: '[]' });
  expect(stdout).toBe('{}\n');
});

test.each([
  [['--references', '--by', 'name'], 2],
  [['--by', 'digest'], 2],
  [['--add', fixturePath('git.attrs.json')], 3],
])('%j is refused', async (args, exitCode) => {
  const result = await runCommand(['popularity', 'one.json', ...args], { cwd: folderOfImages() });
  expect([result.stdout, result.exitCode]).toEqual(['', exitCode]);
});
