import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

const SMALL_IMAGES = ['--corpus', 'bookworm', '--images', 'bash,curl', '--budgets', '8'];
const NOWHERE = ['--shared', 'fixtures/no-such-folder'];

/** What each bench prints on tiny input. `images` needs root, Nix and a network. */
const PRINTED: readonly (readonly [name: string, args: readonly string[], printed: RegExp])[] = [
  ['quality', SMALL_IMAGES, /8 {2}expected-pull +1\.\d{4}/],
  ['quality', [...SMALL_IMAGES, '--seeds', '2', '--every', '6'], /8 {2}nixery +1\.\d{4} ±\.\d{4}/],
  [
    'quality',
    [...SMALL_IMAGES, '--tool', 'fleet', '--tool', 'fleet of one, fresh', '--stagger', '2'],
    /8 {2}fleet +1\.\d{4} .*\n +8 {2}fleet of one, fresh +1\.\d{4} /,
  ],
  [
    'quality',
    ['--corpus', 'bookworm', '--budgets', '8', '--every', '12', '--subsets', '1'],
    /1 +8 +1\./,
  ],
  ['model', SMALL_IMAGES, /^bookworm at 8: \S+ in bytes, \S+ in parts of the image\n$/],
  ['stability', [...SMALL_IMAGES, '--trials', '1'], /^bookworm at 8: .* of 2 trials/],
  [
    'optimality',
    [...SMALL_IMAGES, '--closures', '5', '--moves', '1'],
    /bookworm +8 +to 60 +2 +1\.\d{6} /,
  ],
  ['limit', [...SMALL_IMAGES, '--every', '6', '--moves', '1'], /bookworm +8 +1 +1\.\d{4} /],
  ['scale', ['--sizes', '100', '--shape', 'chain'], /chain +100 /],
  ['speed', ['--runs', '1', '--work', '60 paths', ...NOWHERE], /60 paths .* \d+\.\d\d /],
  ['peers', NOWHERE, /^nothing compared/],
];

test.concurrent.each(PRINTED)('%s runs', async (name, args, printed) => {
  const { stdout } = await run(process.execPath, ['test/bench/run.js', name, ...args]);
  expect(stdout).toMatch(printed);
});

test('without a name the benches are listed', async () => {
  const listed = run(process.execPath, ['test/bench/run.js']);
  await expect(listed).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('| `quality` |'),
  });
});
