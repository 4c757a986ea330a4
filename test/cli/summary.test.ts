import { describe, expect, test } from 'vitest';
import { fixturePath } from '../helpers/fixture.ts';
import { runCommand } from '../helpers/run-command.ts';

const GRAPH = fixturePath('with-ca.attrs.json');
const WARNING = 'warning: a budget of 128 is over 127, the most layers that every runtime accepts';

async function resultOf(...args: readonly string[]) {
  const { stdout, stderr, exitCode } = await runCommand([...args, '-o', '/dev/null']);
  expect(exitCode).toBe(0);
  return { stdout, stderr };
}

/** The summary, which is the answer where the grouping goes to a file. */
async function summaryOf(...args: readonly string[]): Promise<string> {
  return (await resultOf(...args)).stdout;
}

async function stderrOf(...args: readonly string[]): Promise<string> {
  return (await resultOf(...args)).stderr;
}

describe('--json', () => {
  test('is one object of exact figures on stdout', async () => {
    const text = await summaryOf(GRAPH, '--json', '--budget', '2', '--strategy', 'largest');
    expect(text).toMatch(/^\{.*\}\n$/);
    const { milliseconds, cost, leastPull, ...summary } = JSON.parse(text);
    expect(cost.total).toBe(cost.updates + cost.releases + cost.sharing);
    expect(leastPull).toBeLessThan(cost.updates);
    expect(summary).toEqual({
      ...{ strategy: 'largest', revision: 1, budget: 2, layers: 2, paths: 4 },
      ...{ narSize: 945848, largestShare: 820024 / 945848, notes: [] },
      expectedPull: cost.updates,
    });
    expect(Number.isSafeInteger(milliseconds)).toBe(true);
  });

  test('takes notes and warnings in', async () => {
    const web = fixturePath('web.path-info.json');
    const { notes } = JSON.parse(await summaryOf(web, '--json', '-v', '-b', '128'));
    expect(notes).toEqual([
      WARNING,
      `${web}: no roots given: took the store paths without referrers, 6 of them; give --root to group as the build does`,
    ]);
  });

  test('of an empty closure', async () => {
    const text = await summaryOf(fixturePath('shapes/empty.attrs.json'), '--json');
    expect(JSON.parse(text)).toMatchObject({ layers: 0, paths: 0, narSize: 0, largestShare: 0 });
  });
});

describe('--quiet', () => {
  test('prints nothing', async () => {
    const silence = { stdout: '', stderr: '' };
    expect(await resultOf(GRAPH, '--quiet')).toEqual(silence);
    expect(await resultOf(GRAPH, '-q', '-b', '128')).toEqual(silence);
  });

  test('says errors', async () => {
    const { stderr, exitCode } = await runCommand(['-q', fixturePath('invalid/null.json')]);
    expect(stderr).toContain('null.json: null, expected an array or an object');
    expect(exitCode).toBe(3);
  });
});

describe('--verbose tells', () => {
  const PHASES = ['start', 'read', 'parse', 'graph', 'scores', 'merge', 'describe', 'write'];

  test('what each phase took', async () => {
    const lines = (await summaryOf(GRAPH, '-v')).trimEnd().split('\n');
    const times = PHASES.map((phase) => `${phase} [0-9]+\\.[0-9]`).join(' · ');
    expect(lines.at(-1)).toMatch(new RegExp(`^[0-9]+\\.[0-9] ms: ${times}$`));
    expect(await summaryOf(GRAPH)).not.toContain(' ms: ');
  });

  test('what each phase took, as JSON', async () => {
    const { phases, milliseconds } = JSON.parse(await summaryOf(GRAPH, '-v', '--json'));
    expect(Object.keys(phases)).toEqual(PHASES);
    const sum = PHASES.reduce((total, phase) => total + phases[phase], 0);
    expect(milliseconds).toBeGreaterThan(sum - 1);
    expect(JSON.parse(await summaryOf(GRAPH, '--json'))).not.toHaveProperty('phases');
  });

  const drv = fixturePath('drv-closure.attrs.json');
  const zlib = '/nix/store/sm8ki6qgm9gn56g2c4mgd3wxhi33gg7i-zlib-1.0';

  test('what the roots do not reach', async () => {
    expect(await stderrOf(drv, '-v', '--root', zlib)).toContain(
      'group-layers: left out 3 store paths that the roots do not reach\n',
    );
    expect(await stderrOf(drv, '--root', zlib)).not.toContain('left out');
  });

  test('what references were dropped', async () => {
    const file = fixturePath('invalid/references-dangling-12.json');
    expect(await stderrOf(file, '-v', '--missing', 'drop')).toContain(
      'group-layers: dropped 12 references to store paths that are not in the graph\n',
    );
  });

  test('every layer', async () => {
    const web = fixturePath('web.attrs.json');
    expect(await summaryOf(web)).toContain('and 35 smaller layers');
    expect(await summaryOf(web, '-v')).not.toContain('smaller layers');
  });
});

test('warns of a budget that not every runtime accepts', async () => {
  expect(await stderrOf(GRAPH, '-b', '128')).toContain(`group-layers: ${WARNING}\n`);
  expect(await stderrOf(GRAPH, '-b', '127')).not.toContain('warning');
});

test('of several graphs one is chosen by name', async () => {
  const two = fixturePath('shapes/two.attrs.json');
  expect(await summaryOf(two, '--graph-name', 'base')).toContain('2 store paths');
  const { stderr, exitCode } = await runCommand([two]);
  expect(stderr).toContain(
    '2 graphs ("base", "graph"), expected one\nchoose one with --graph-name\n',
  );
  expect(exitCode).toBe(3);
});

describe('the summary says where the grouping stands', () => {
  const web = fixturePath('web.attrs.json');
  test.each([
    ['94', '60 paths fit into 94 layers: every path has its own; nothing to tune'],
    [
      '12',
      'an update is expected to pull 7.69 MiB, 40.0 % above the least that any layering can expect',
    ],
  ])('at budget %s', async (budget, line) => {
    expect((await summaryOf(web, '-b', budget)).split('\n')[1]).toBe(line);
  });

  test('with the parts of the cost in --verbose', async () => {
    expect(await summaryOf(web, '-v', '-b', '12')).toMatch(
      /\ncost [0-9.]+ MiB an update: expected pull [0-9.]+ MiB \+ releases [0-9.]+ MiB \+ not shared with other images [0-9.]+ MiB\n/,
    );
  });
});

test('goes to stderr where stdout takes the grouping', async () => {
  for (const out of ['-', '/dev/stdout']) {
    const { stdout, stderr } = await runCommand([GRAPH, '-o', out]);
    expect(() => JSON.parse(stdout)).not.toThrow();
    expect(stderr).toContain('4 of 94 layers');
  }
});
