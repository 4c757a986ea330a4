import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fixturePath } from '../helpers/fixture.ts';
import { runCommand } from '../helpers/run-command.ts';
import { scratchFolder } from '../helpers/scratch-folder.ts';

const OLD = fixturePath('git.attrs.json');
const NEW = fixturePath('after-update/git.libssl3.attrs.json');

test('a file of names keeps the layers that the update does not touch', async () => {
  const folder = scratchFolder();
  const [names, first, second] = ['names.json', 'first.json', 'second.json'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  await runCommand([OLD, '--budget', '16', '--format', 'names', '--out', names]);
  await runCommand([OLD, '--budget', '16', '--out', first]);
  const { stderr, exitCode } = await runCommand([
    ...[NEW, '--budget', '16', '--previous', names, '--out', second],
  ]);
  expect(exitCode).toBe(0);
  expect(stderr).toMatch(/\d+ of 16 layers are those of the earlier grouping; this update pulls/);
  const layersOf = (file: string): string[] =>
    JSON.parse(readFileSync(file, 'utf8')).map(({ contents }: { contents: string[] }) =>
      contents.join(),
    );
  const before = layersOf(first);
  expect(layersOf(second).filter((layer) => before.includes(layer)).length).toBeGreaterThan(5);
  expect(readFileSync(names, 'utf8')).not.toMatch(/[0-9a-z]{32}/);
});

test('the summary in JSON states both outlooks', async () => {
  const folder = scratchFolder();
  const names = join(folder, 'names.json');
  await runCommand([OLD, '--budget', '16', '--format', 'names', '--out', names]);
  const { stdout, stderr } = await runCommand([
    ...[NEW, '-b', '16', '--previous', names, '--previous-margin', 'never', '--json'],
    ...['--out', join(folder, 'out.json')],
  ]);
  const { previous } = JSON.parse(stdout || stderr);
  expect(previous).toMatchObject({ outcome: 'kept', joined: 0 });
  expect(previous.kept.pulled).toBeGreaterThan(0);
  expect(previous.fresh.cost).toBeGreaterThan(0);
});

test.each([
  ['[["a b"]]', '[0][0]: "a b", expected a store path or a name'],
  ['{}', 'an object, expected an array of layers'],
])('%s is refused', async (content, message) => {
  const folder = scratchFolder();
  const previous = join(folder, 'previous.json');
  writeFileSync(previous, content);
  const { stderr, exitCode } = await runCommand([OLD, '--previous', previous, '--out', '-']);
  expect(exitCode).toBe(3);
  expect(stderr).toContain(`previous.json: ${message}\ngive a grouping that group-layers wrote`);
});

test('a margin that is none is wrong usage', async () => {
  const { exitCode, stderr } = await runCommand([OLD, '--previous-margin', 'x', '--out', '-']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('expected a part such as 0.01 or 1%, or never');
});
