import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixturePath, fixtureText } from '../helpers/fixture.ts';
import { runCommand, runShell } from '../helpers/run-command.ts';
import { scratchFolder } from '../helpers/scratch-folder.ts';

/** An `.attrs.json` of one store path, whose name says where it was found. */
function graphNamed(name: string): string {
  const path = `/nix/store/${'0'.repeat(32)}-${name}`;
  return JSON.stringify([{ path, narSize: 1, references: [] }]);
}

function namesIn(stdout: string): string[] {
  const layers: { contents: string[] }[] = JSON.parse(stdout);
  return layers.flatMap(({ contents }) => contents.map((path) => path.replace(/^.{44}/, '')));
}

describe('without an argument the input is', () => {
  /** Offers the graphs with these names, and returns the one that is read. */
  async function taken(...offered: readonly string[]): Promise<string[]> {
    const [cwd, buildTop, elsewhere] = [scratchFolder(), scratchFolder(), scratchFolder()];
    const places: Readonly<Record<string, string>> = {
      buildTop: join(buildTop, '.attrs.json'),
      here: join(cwd, '.attrs.json'),
      attributesFile: join(elsewhere, 'attrs.json'),
    };
    for (const [place, file] of Object.entries(places)) {
      if (offered.includes(place)) {
        writeFileSync(file, graphNamed(place));
      }
    }
    const environment = {
      NIX_BUILD_TOP: buildTop,
      NIX_ATTRS_JSON_FILE: places['attributesFile'],
    };
    const input = offered.includes('stdin') ? { input: graphNamed('stdin') } : {};
    const result = await runCommand(['-o', '-'], { cwd, environment, ...input });
    return result.exitCode === 0 ? namesIn(result.stdout) : [`exit ${result.exitCode}`];
  }

  test.each([
    [['buildTop', 'here', 'attributesFile', 'stdin'], 'buildTop'],
    [['here', 'attributesFile', 'stdin'], 'here'],
    [['attributesFile', 'stdin'], 'attributesFile'],
    [['stdin'], 'stdin'],
    [[], 'exit 2'],
  ])('of %j: %s', async (offered, expected) => {
    expect(await taken(...offered)).toEqual([expected]);
  });

  test('stdin, if it is a regular file', async () => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, 'graph.json'), graphNamed('file'));
    const { stdout } = await runShell('group-layers -o - <graph.json', { cwd });
    expect(namesIn(stdout)).toEqual(['file']);
  });

  test.each(['</dev/null', '<&-'])('nothing with %s', async (redirection) => {
    const { stderr, exitCode } = await runShell(`group-layers ${redirection}`, {
      cwd: scratchFolder(),
    });
    expect(stderr).toBe(
      'group-layers: no graph, expected a file, ./result, an installable, - for stdin, or an .attrs.json here\n' +
        'for instance: group-layers .#image.graph\n',
    );
    expect(exitCode).toBe(2);
  });

  test('not a file that cannot be accessed', async () => {
    const cwd = scratchFolder();
    symlinkSync('loop', join(cwd, 'loop'));
    const environment = { NIX_BUILD_TOP: 'x'.repeat(5000), NIX_ATTRS_JSON_FILE: 'loop' };
    expect((await runCommand([], { cwd, environment })).exitCode).toBe(2);
  });
});

test.each([['graph.json'], ['--graph', 'graph.json'], ['--graph=graph.json'], ['./graph.json']])(
  'a file may be named: %s %s',
  async (...args) => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, '.attrs.json'), graphNamed('other'));
    writeFileSync(join(cwd, 'graph.json'), graphNamed('wanted'));
    const { stdout } = await runCommand([...args, '-o', '-'], { cwd });
    expect(namesIn(stdout)).toEqual(['wanted']);
  },
);

test('a FIFO is read as any file', async () => {
  const { stdout } = await runShell(
    `group-layers -o - <(cat ${fixturePath('with-ca.attrs.json')})`,
  );
  expect(namesIn(stdout).sort()).toEqual(['conf', 'libc-1.0', 'src.mjs', 'zlib-1.0']);
});

test('a large graph is read completely from a pipe', async () => {
  const entries = Array.from({ length: 5000 }, (_, index) => ({
    path: `/nix/store/${String(index).padStart(32, '0')}-p${index}-${'x'.repeat(150)}`,
    narSize: index,
    references: [],
  }));
  const { stdout } = await runCommand(['-', '--strategy', 'largest', '-o', '-', '-q'], {
    input: JSON.stringify(entries),
  });
  expect(namesIn(stdout).length).toBe(5000);
});

test.each([
  ['missing.json', 'no such file or directory'],
  ['.', 'illegal operation on a directory'],
  ['', 'no such file or directory'],
])('%j cannot be read', async (file, reason) => {
  const { stderr, exitCode } = await runCommand([file], { cwd: scratchFolder() });
  expect([stderr, exitCode]).toEqual([`group-layers: ${file || '""'}: ${reason}\n`, 3]);
});

test("Nixery's own invocation works in a folder with an .attrs.json", async () => {
  const cwd = scratchFolder();
  copyFileSync(fixturePath('web.attrs.json'), join(cwd, '.attrs.json'));
  writeFileSync(join(cwd, 'popularity.json'), '{"libc6-2.36-9+deb12u14": 120, "bash": 90}');
  const script = 'group-layers --budget 95 --pop popularity.json --out out.json';
  const { stderr, exitCode } = await runShell(script, { cwd });
  expect([stderr, exitCode]).toEqual(['', 0]);
  const { graph }: { graph: { path: string }[] } = JSON.parse(fixtureText('web.attrs.json'));
  expect(namesIn(readFileSync(join(cwd, 'out.json'), 'utf8')).sort()).toEqual(
    graph.map(({ path }) => path.replace(/^.{44}/, '')).sort(),
  );
});

test('the same bytes whatever HOME, TZ, LANG and the folder', async () => {
  const args = [fixturePath('db.attrs.json'), '--budget', '30', '-o', '-', '-q'];
  const [here, there] = [scratchFolder(), scratchFolder()];
  mkdirSync(join(there, 'ünïcode dir'));
  const plain = await runCommand(args, { cwd: here });
  const other = await runCommand(args, {
    cwd: join(there, 'ünïcode dir'),
    environment: {
      ...{ HOME: '/nonexistent', TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'cs_CZ' },
      ...{ TERM: 'xterm', COLUMNS: '20', NO_COLOR: undefined, FORCE_COLOR: '1' },
    },
  });
  expect(plain.stdout.length).toBeGreaterThan(1000);
  expect(other.stdout).toBe(plain.stdout);
});
