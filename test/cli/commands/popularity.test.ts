import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drawGraph, storePathOf } from '../../helpers/draw-graph.ts';
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

/** The build of a name in the drawn graphs. */
const buildOf = (name: string) => storePathOf(name).slice(11, 19);

test('is a file of builds sorted by name, a name a line', async () => {
  const { stdout } = await runCommand(['popularity', 'one.json', 'two.json'], {
    cwd: folderOfImages(),
  });
  const libc = [buildOf('libc-2'), buildOf('libc-3')].sort();
  expect(stdout).toBe(`{
  "images": 2,
  "counts": {
    "10": {"${buildOf('10')}": 2},
    "9": {"${buildOf('9')}": 1},
    "__proto__": {"${buildOf('__proto__')}": 1},
    "app": {"${buildOf('app-1')}": 1},
    "libc": {"${libc[0]}": 1, "${libc[1]}": 1},
    "zlib": {"${buildOf('zlib-1')}": 1}
  }
}
`);
});

test('by references as Nixery counted them, in the form that it reads', async () => {
  const cwd = folderOfImages();
  const args = ['popularity', 'one.json', 'two.json', '--references'];
  const { stdout } = await runCommand(args, { cwd });
  expect(stdout).toBe('{\n  "libc-2": 2\n}\n');
  writeFileSync(join(cwd, 'plain.json'), '{"libc": 3, "libc-2": 4}');
  const added = await runCommand([...args, '--add', 'plain.json'], { cwd });
  expect(JSON.parse(added.stdout)).toEqual({ libc: 3, 'libc-2': 6 });
});

test('counts of references are not added to counts of images', async () => {
  const cwd = folderOfImages();
  await runCommand(['popularity', 'one.json', '-o', 'popularity.json'], { cwd });
  const args = ['popularity', 'two.json', '--references', '--add', 'popularity.json'];
  const { stdout, stderr, exitCode } = await runCommand(args, { cwd });
  expect([stdout, exitCode]).toEqual(['', 2]);
  expect(stderr).toBe(
    'group-layers: popularity.json: counts of images, expected counts of references\n' +
      'leave out --references, or what --add names\n',
  );
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

test('added to a file of the plain form goes on from its largest count', async () => {
  const cwd = folderOfImages();
  writeFileSync(join(cwd, 'plain.json'), '{"libc": 6, "bash-5.2": 4}');
  const { stdout } = await runCommand(['popularity', 'one.json', '--add', 'plain.json'], { cwd });
  expect(JSON.parse(stdout)).toMatchObject({
    images: 7,
    counts: {
      libc: { unknown: 6, [buildOf('libc-2')]: 1 },
      'bash-5.2': 4,
      app: { [buildOf('app-1')]: 1 },
    },
  });
});

test('is read back by --popularity', async () => {
  const cwd = folderOfImages();
  await runCommand(['popularity', 'one.json', 'two.json', '-o', 'popularity.json'], { cwd });
  const { stdout } = await runCommand(['two.json', '-p', 'popularity.json', '-q', '-o', '-'], {
    cwd,
  });
  const layers: { contents: string[]; popularity: number }[] = JSON.parse(stdout);
  const counts = layers.map(({ contents: [path], popularity }) => [path!.slice(44), popularity]);
  expect(Object.fromEntries(counts)).toEqual(JSON.parse('{"10": 2, "__proto__": 1, "libc-3": 1}'));
});

test('of an image of nothing is a file without counts', async () => {
  const { stdout } = await runCommand(['popularity', '-'], { input: '[]' });
  expect(stdout).toBe('{\n  "images": 1,\n  "counts": {}\n}\n');
  const references = await runCommand(['popularity', '-', '--references'], { input: '[]' });
  expect(references.stdout).toBe('{}\n');
});

test.each([
  [['--by', 'name'], 2],
  [['--add', fixturePath('git.attrs.json')], 3],
])('%j is refused', async (args, exitCode) => {
  const result = await runCommand(['popularity', 'one.json', ...args], { cwd: folderOfImages() });
  expect([result.stdout, result.exitCode]).toEqual(['', exitCode]);
});

test('a folder stands for the graphs in it', async () => {
  const cwd = folderOfImages();
  const [named, folder] = [
    await runCommand(['popularity', 'one.json', 'two.json'], { cwd }),
    await runCommand(['popularity', '.'], { cwd }),
  ];
  expect(folder).toEqual(named);
  expect(folder.exitCode).toBe(0);
});
