import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixturePath } from '../helpers/fixture.ts';
import { runCommand } from '../helpers/run-command.ts';
import { scratchFolder } from '../helpers/scratch-folder.ts';

const GRAPH = fixturePath('with-ca.attrs.json');

async function withPopularity(content: string | Uint8Array, ...args: readonly string[]) {
  const cwd = scratchFolder();
  writeFileSync(join(cwd, 'popularity.json'), content);
  const result = await runCommand([GRAPH, '--popularity', 'popularity.json', ...args], { cwd });
  return { ...result, files: readdirSync(cwd) };
}

describe('is refused', () => {
  const advice =
    'a popularity file is what group-layers popularity writes, or JSON like {"glibc": 28, "openssl-3.0.14": 3}';
  const count = 'a whole number from 0 to 2^53 - 1';
  test.each([
    ['', 'line 1, column 1: broken JSON at the end of the input'],
    ['{"a": 1,}', 'line 1, column 9: broken JSON at "}"'],
    ['[1, 2]', 'an array, expected an object, names to counts'],
    ['null', 'null, expected an object, names to counts'],
    ['"a"', '"a", expected an object, names to counts'],
    ['{"a": -1}', `"a": -1, expected ${count}`],
    ['{"a": 1.5}', `"a": 1.5, expected ${count}`],
    ['{"a": "1"}', `"a": "1", expected ${count}`],
    ['{"a": null}', `"a": null, expected ${count}`],
    ['{"a": 9007199254740992}', `"a": 9007199254740992, expected ${count}`],
    ['{"a": {"b": 1}}', `"a": an object, expected ${count}`],
    ['{"__proto__": "x"}', `"__proto__": "x", expected ${count}`],
    ['{"\\u001b[2J": -1}', `"\\u001b[2J": -1, expected ${count}`],
    ['{"counts": {"a": 1}}', `images: nothing, expected ${count}`],
    [
      '{"images": 3, "counts": {"a-dev": 4}}',
      'counts.a-dev: 4, expected at most 3, the number of images',
    ],
    [Uint8Array.of(0x22, 0xff, 0x22), 'bytes that are not UTF-8, expected text'],
  ])('%j', async (content, message) => {
    const { stdout, stderr, exitCode, files } = await withPopularity(content);
    expect(stderr).toBe(`group-layers: popularity.json: ${message}\n${advice}\n`);
    expect([stdout, exitCode, files]).toEqual(['', 3, ['popularity.json']]);
  });

  test('where it is not there', async () => {
    const { stderr, exitCode } = await runCommand([GRAPH, '--pop', '/no/such.json']);
    expect([stderr, exitCode]).toEqual([
      'group-layers: /no/such.json: no such file or directory\n',
      3,
    ]);
  });
});

test.each(['{}', '{"__proto__": 3, "constructor": 2}', ' {"libc-1.0": 0} \n'])(
  '%s is taken',
  async (content) => {
    expect(await withPopularity(content)).toMatchObject({ exitCode: 0, stderr: '' });
  },
);

test('with -v it states the number of images where the file does not', async () => {
  const plain = await withPopularity('{"libc": 9, "conf": 4}', '-v');
  expect(plain.stderr).toContain(
    'group-layers: popularity.json: number of images not stated: took the largest count, 9\n',
  );
  const json = await withPopularity('{"libc": 9, "conf": 4}', '-v', '--json');
  expect(json.stdout).toContain('took the largest count, 9"');
  const stated = await withPopularity('{"images": 30, "counts": {"libc": 9}}', '-v');
  expect(stated.stderr).not.toContain('number of images');
});

test('its counts are told with the layers', async () => {
  const { stdout } = await withPopularity('{"libc": 9, "conf": 4}', '-o', '-');
  const layers: { contents: string[]; popularity: number }[] = JSON.parse(stdout);
  expect(
    layers.map(({ contents, popularity }) => [contents[0]?.slice(44), popularity]).sort(),
  ).toEqual([
    ['conf', 4],
    ['libc-1.0', 9],
    ['src.mjs', 1],
    ['zlib-1.0', 1],
  ]);
});
