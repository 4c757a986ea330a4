import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../src/tuning/verdict.ts';
import { fixturePath } from '../../helpers/fixture.ts';
import { runCommand } from '../../helpers/run-command.ts';
import { scratchFolder } from '../../helpers/scratch-folder.ts';

const OLD = fixturePath('git.attrs.json');
const NEW = fixturePath('after-update/git.libssl3.attrs.json');
const OTHER = fixturePath('web.attrs.json');

interface Row {
  readonly budget: number;
  readonly layers: number;
  readonly largestShare: number;
  readonly expectedPull: number;
  readonly update?: { readonly pulled: number; readonly floor: number; readonly excess: number };
}

async function rowsOf(...args: string[]): Promise<{ verdict: Verdict; rows: Row[] }> {
  const { stdout } = await runCommand(['sweep', ...args, '--json']);
  return JSON.parse(stdout);
}

test.each(['expected-pull', 'nixery', 'auto-layer', 'popularity', 'largest'])(
  'row k is what --budget k writes with %s',
  async (strategy) => {
    const { rows } = await rowsOf(NEW, '--strategy', strategy, '--budgets', '3,24');
    for (const { budget, layers, largestShare } of rows) {
      const args = [NEW, '--strategy', strategy, '--budget', String(budget), '-q', '-o', '-'];
      const written: { narSize: number }[] = JSON.parse((await runCommand(args)).stdout);
      const sizes = written.map(({ narSize }) => narSize);
      expect(layers).toBe(sizes.length);
      const total = sizes.reduce((sum, size) => sum + size, 0);
      expect(largestShare).toBe(Math.max(...sizes) / total);
    }
  },
);

test('a row against an older graph is what diff says', async () => {
  const { rows } = await rowsOf(NEW, '--against', OLD, '--budgets', '12');
  const { stdout } = await runCommand(['diff', OLD, NEW, '--budget', '12', '--json']);
  const { pulled, floor } = JSON.parse(stdout);
  expect(rows[0]!.update).toMatchObject({ pulled, floor });
});

describe('budgets', () => {
  test.each([
    ['8,16,24', [8, 16, 24]],
    ['16,8,8', [8, 16]],
    ['3..5', [3, 4, 5]],
    ['1,3..5,4..6', [1, 3, 4, 5, 6]],
    ['7..7', [7]],
  ])('%s', async (list, budgets) => {
    const { rows } = await rowsOf(OTHER, '--strategy', 'largest', '--budgets', list);
    expect(rows.map(({ budget }) => budget)).toEqual(budgets);
  });

  test('are 1 to 127 where none are named', async () => {
    const { rows } = await rowsOf(OTHER, '--strategy', 'largest');
    expect(rows.map(({ budget }) => budget)).toEqual(Array.from({ length: 127 }, (_, i) => i + 1));
  });

  test.each(['', '0', '5..3', '1..2..3', '1..', '..5', 'x', '1,,2', '1..99999', '-1'])(
    '%j are refused',
    async (list) => {
      const { stderr, exitCode } = await runCommand(['sweep', OTHER, `--budgets=${list}`]);
      expect(stderr).toContain(`argument '${list}' is invalid, expected `);
      expect(exitCode).toBe(2);
    },
  );
});

describe('the verdict', () => {
  test('holds whatever budgets were asked for', async () => {
    const lists = ['1..127', '8,16,24', '1', '30..40'];
    const verdicts = [];
    for (const list of lists) {
      verdicts.push((await rowsOf(OTHER, '--budgets', list)).verdict);
    }
    for (const verdict of verdicts) {
      expect(verdict).toEqual(verdicts[0]);
    }
  });

  test('is the smallest budget within --target of the best, by the rows', async () => {
    for (const target of ['0', '1', '5', '20']) {
      const { verdict, rows } = await rowsOf(NEW, '--target', target, '-b', '12');
      const best = rows.at(-1)!.expectedPull;
      const limit = best * (1 + Number(target) / 100);
      const first = rows.find(({ expectedPull }) => expectedPull <= limit)!;
      expect(verdict.enough).toEqual({
        budget: first.budget,
        expectedPull: first.expectedPull,
        overBest: first.expectedPull / best - 1,
      });
      expect([verdict.chosen.budget, verdict.nixpkgs.budget]).toEqual([12, 100]);
      expect(verdict.chosen.expectedPull).toBe(rows[11]!.expectedPull);
    }
  });

  test.each(['', '-1', 'x', '5%%', '1e3'])('--target %j is refused', async (target) => {
    const { stderr, exitCode } = await runCommand(['sweep', OTHER, `--target=${target}`]);
    expect(stderr).toContain('expected a percentage such as 5 or 2.5');
    expect(exitCode).toBe(2);
  });
});

describe('for people', () => {
  test('there are the verdict, a curve, and a table with marks and the presets', async () => {
    const args = ['sweep', NEW, '--against', OLD, '--image', OTHER];
    const { stdout } = await runCommand(args);
    const { verdict } = await rowsOf(NEW, '--against', OLD);
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(
      new RegExp(`^A budget of ${verdict.enough.budget} is enough: an update is expected to pull `),
    );
    expect(lines.filter((line) => line.includes('◆')).length).toBe(2);
    const marked = (mark: string) =>
      lines.filter((line) => line.endsWith(mark)).map((line) => Number(line.slice(0, 6)));
    expect(marked('◀ enough')).toEqual([verdict.enough.budget]);
    const presets = ['apko', 'chunkah', 'Nixery', 'nixpkgs', 'limit'];
    expect(presets.flatMap(marked)).toEqual([10, 64, 94, 100, 127]);
    expect(stdout).toMatch(/\nand 10[89] more budgets \(--verbose shows all\)\n/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test('--verbose has every row, and the parts of the cost', async () => {
    const { stdout } = await runCommand(['sweep', OTHER, '--strategy', 'largest', '-v']);
    const rows = stdout.split('\n').filter((line) => /^ +[0-9]+ .* % /.test(line));
    expect(rows.length).toBe(127);
    expect(stdout).toMatch(/expected +releases +not shared +cost/);
  });

  test.each(['5', '5,6', '70..75'])('budgets %s break nothing', async (list) => {
    const { stdout, exitCode } = await runCommand(['sweep', OTHER, '--budgets', list]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(' is enough: ');
  });

  test('nor does an image of nothing', async () => {
    const { stdout, exitCode } = await runCommand(['sweep', '-'], { input: '[]' });
    expect([exitCode, stdout.includes('nothing to tune')]).toEqual([0, true]);
  });
});

describe('of a fleet', () => {
  const graphs = (update: string) =>
    ['web', 'git'].map(
      (name) => `${name}=${fixturePath(`${update}.attrs.json`.replace('*', name))}`,
    );

  test('tells at every budget what fleet tells at one', async () => {
    const cwd = scratchFolder();
    const [older, newer] = [graphs('*'), graphs('after-update/*.libssl3')];
    const against = older.flatMap((graph) => ['--against', graph]);
    const args = ['sweep', ...newer, ...against, '--budgets', '8,16'];
    const { stdout, stderr } = await runCommand([...args, '--json'], { cwd });
    expect(stderr).toBe('');
    const { rows } = JSON.parse(stdout);
    expect(rows.map(({ budget }: { budget: number }) => budget)).toEqual([8, 16]);
    for (const row of rows) {
      const budget = ['-b', String(row.budget)];
      await runCommand(['fleet', ...older, ...budget, '-q', '-o', 'old'], { cwd });
      const next = ['fleet', ...newer, ...budget, '--previous', 'old', '--dry-run', '--json'];
      const { layers, registry, floor, images } = JSON.parse(
        (await runCommand(next, { cwd })).stdout,
      );
      const pulled = images[0].pulled + images[1].pulled;
      expect(row).toEqual({ budget: row.budget, layers, registry, floor, pulled });
    }
    const table = await runCommand(args, { cwd });
    expect(table.stdout).toMatch(/^budget +layers +registry +× floor +pulled\n +8 /);
  });

  test.each(['--alone web-app', '--previous x.json', '--strategy largest', '-b 24', '--target 10'])(
    'refuses %s, which would have no effect',
    async (option) => {
      const result = await runCommand(['sweep', ...graphs('*'), ...option.split(' ')]);
      const name = option === '-b 24' ? '--budget' : option.split(' ')[0];
      expect(result.stderr).toBe(
        `group-layers: ${name} with several graphs, which are grouped together without it\ngive one graph, or leave it out\n`,
      );
      expect(result.exitCode).toBe(2);
    },
  );

  test('has no other images', async () => {
    const result = await runCommand(['sweep', ...graphs('*'), '--image', 'x.json']);
    expect(result.stderr).toBe(
      'group-layers: --image with several graphs\ngive it among the graphs\n',
    );
    expect(result.exitCode).toBe(2);
  });
});
