import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { formatSize } from '../../../src/report/format-size.ts';
import { fixturePath, fixtureText } from '../../helpers/fixture.ts';
import { runCommand } from '../../helpers/run-command.ts';
import { scratchFolder } from '../../helpers/scratch-folder.ts';

const GRAPH = fixturePath('with-ca.attrs.json');

test('the picture of the README is what the command draws', async () => {
  const args = ['report', fixturePath('web.attrs.json'), '--budget', '24', '--format', 'svg'];
  const { stdout } = await runCommand(args);
  expect(stdout).toBe(fixtureText('pictures/web.svg'));
});

describe('report', () => {
  test('writes report.html unless told otherwise, the same every time', async () => {
    const cwd = scratchFolder();
    const { stdout, stderr, exitCode } = await runCommand(['report', GRAPH], { cwd });
    const url = pathToFileURL(join(realpathSync(cwd), 'report.html'));
    const told = `group-layers: written to report.html\ngroup-layers: open ${url}\n`;
    expect([stdout, stderr, exitCode]).toEqual(['', told, 0]);
    const again = await runCommand(['report', GRAPH, '-o', '-']);
    expect(again.stdout).toBe(readFileSync(join(cwd, 'report.html'), 'utf8'));
    expect(again.stderr).toBe('');
  });

  test.each(['svg', 'dot', 'mermaid', 'gexf'])(
    'writes %s to stdout, or to a file',
    async (format) => {
      const cwd = scratchFolder();
      const args = ['report', GRAPH, '--format', format];
      const { stdout, exitCode } = await runCommand(args, { cwd });
      expect(exitCode).toBe(0);
      await runCommand([...args, '-o', 'picture'], { cwd });
      expect(readFileSync(join(cwd, 'picture'), 'utf8')).toBe(stdout);
      expect(existsSync(join(cwd, 'report.html'))).toBe(false);
    },
  );

  test.each([
    [['--html', 'a.html', '-o', 'b.html'], 'both --html a.html and --out'],
    [['--html', 'a.html', '--format', 'svg'], 'both --html a.html and --format svg'],
    [['--open', '-o', '-'], 'both --open and --out -'],
    [['--open', '--format', 'dot'], 'both --open and --format dot'],
    [['--min-size', '1MiB'], 'both --min-size and --format html'],
    [['--depth', '2', '--format', 'svg'], 'both --depth and --format svg'],
    [['--format', 'png'], 'Allowed choices are html, svg, dot, mermaid, gexf.'],
    [['--against', '-', '--popularity', '-'], 'two inputs from stdin'],
  ])('%j is wrong usage', async (args, message) => {
    const cwd = scratchFolder();
    const { stderr, exitCode } = await runCommand(['report', GRAPH, ...args], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(existsSync(join(cwd, 'report.html'))).toBe(false);
  });

  test('writes nothing when an older graph is refused', async () => {
    const cwd = scratchFolder();
    copyFileSync(fixturePath('invalid/null.json'), join(cwd, 'old.json'));
    const result = await runCommand(['report', GRAPH, '--against', 'old.json'], { cwd });
    expect(result.exitCode).toBe(3);
    expect(existsSync(join(cwd, 'report.html'))).toBe(false);
  });

  test('opens the page only if asked to, and tells where it is if it cannot', async () => {
    const cwd = realpathSync(scratchFolder());
    const url = pathToFileURL(join(cwd, 'report.html')).href;
    const opener = join(cwd, process.platform === 'darwin' ? 'open' : 'xdg-open');
    const opened = join(cwd, 'opened');
    writeFileSync(
      opener,
      `#!/bin/sh\necho "$1" > '${opened}.new' && mv '${opened}.new' '${opened}'\n`,
    );
    chmodSync(opener, 0o755);
    const PATH = `${cwd}:${process.env['PATH']}`;
    await runCommand(['report', GRAPH], { cwd, environment: { PATH } });
    expect(existsSync(opened)).toBe(false);
    await runCommand(['report', GRAPH, '--open'], { cwd, environment: { PATH } });
    await expect.poll(() => existsSync(opened)).toBe(true);
    expect(readFileSync(opened, 'utf8')).toBe(`${url}\n`);

    const without = await runCommand(['report', GRAPH, '--open'], {
      cwd,
      environment: { PATH: '/nowhere' },
    });
    expect(without.exitCode).toBe(0);
    expect(without.stderr).toContain(`open ${url}\n`);
  });
});

describe('report of several graphs', () => {
  const graphs = ['web', 'git'].map((name) => fixturePath(`${name}.attrs.json`));

  test('writes a page of what they share, the same for a folder of them', async () => {
    const cwd = scratchFolder();
    mkdirSync(join(cwd, 'images'));
    for (const graph of graphs) {
      copyFileSync(graph, join(cwd, 'images', basename(graph)));
    }
    const args = ['--budget', '16'];
    const { stderr, exitCode } = await runCommand(['report', 'images', ...args], { cwd });
    const url = pathToFileURL(join(realpathSync(cwd), 'report.html'));
    const told = `group-layers: written to report.html\ngroup-layers: open ${url}\n`;
    expect([stderr, exitCode]).toEqual([told, 0]);
    const { stdout } = await runCommand(['report', ...graphs, ...args, '-o', '-']);
    expect(stdout).toBe(readFileSync(join(cwd, 'report.html'), 'utf8'));
    expect(stdout).not.toContain('<script');

    const fleet = await runCommand(['fleet', ...graphs, ...args, '--dry-run', '-v', '--json']);
    const { matrix } = JSON.parse(fleet.stdout);
    const { layers, paths } = matrix[0][1];
    const shared = `title="${formatSize(layers)} of ${formatSize(paths)}"`;
    expect(stdout.split(shared).length - 1).toBe(2);
  });

  test.each([
    ['--format svg', 2, '--format svg with several graphs\ngive one graph\n'],
    [
      '--against x.json',
      2,
      '--against with several graphs, which are grouped together without it\n',
    ],
    [
      '--volatile web-app',
      2,
      '--volatile with several graphs, which are grouped together without it\n',
    ],
    ['--budgets 1..9', 2, '--budgets with several graphs, which are grouped together without it\n'],
    ['missing.json', 3, 'missing.json: no such file'],
  ])('is refused with %s', async (args, expected, message) => {
    const cwd = scratchFolder();
    const result = await runCommand(['report', ...graphs, ...args.split(' ')], { cwd });
    expect(result.stderr).toContain(`group-layers: ${message}`);
    expect(result.exitCode).toBe(expected);
    expect(readdirSync(cwd)).toEqual([]);
  });
});
