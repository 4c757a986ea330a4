import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixturePath } from '../helpers/fixture.ts';
import { runCommand } from '../helpers/run-command.ts';
import { scratchFolder } from '../helpers/scratch-folder.ts';

const GRAPH = fixturePath('git.attrs.json');

/** A folder with a configuration, and one in it. */
function folders(config: object) {
  const above = scratchFolder();
  const cwd = join(above, 'image');
  mkdirSync(cwd);
  writeFileSync(join(above, 'group-layers.json'), JSON.stringify(config));
  return { above, cwd };
}

async function budgetOf(cwd: string, args: readonly string[] = [], environment = {}) {
  const all = [GRAPH, '--dry-run', '--json', ...args];
  const { stdout } = await runCommand(all, { cwd, environment });
  const { budget, strategy } = JSON.parse(stdout);
  return [budget, strategy];
}

describe('group-layers.json', () => {
  test('is found beside or above the working folder', async () => {
    const { above, cwd } = folders({ budget: 9, strategy: 'largest' });
    expect(await budgetOf(above)).toEqual([9, 'largest']);
    expect(await budgetOf(cwd)).toEqual([9, 'largest']);
  });

  test('yields to the command line, and prevails over the defaults', async () => {
    const { cwd } = folders({ budget: 9 });
    expect(await budgetOf(cwd, ['-b', '94'])).toEqual([94, 'expected-pull']);
    expect(await budgetOf(cwd, ['--max-layers', '5'])).toEqual([5, 'expected-pull']);
    expect(await budgetOf(cwd, ['--strategy', 'largest'])).toEqual([9, 'largest']);
  });

  test('is not looked for inside a Nix build, where only --config counts', async () => {
    const { above, cwd } = folders({ budget: 9 });
    const environment = { NIX_BUILD_TOP: cwd };
    expect(await budgetOf(cwd, [], environment)).toEqual([94, 'expected-pull']);
    const config = join(above, 'group-layers.json');
    expect(await budgetOf(cwd, ['--config', config], environment)).toEqual([9, 'expected-pull']);
  });

  test('is read by every command that groups', async () => {
    const { cwd } = folders({ budget: 9 });
    const json = async (...args: string[]) =>
      JSON.parse((await runCommand([...args, '--json'], { cwd })).stdout);
    expect((await json('sweep', GRAPH, '--budgets', '3')).verdict.chosen.budget).toBe(9);
    const { strategies } = await json('compare', GRAPH);
    expect([strategies.length, strategies[0].images[0].budget]).toEqual([5, 9]);
    const [explained] = await json('explain', GRAPH, 'bash', '--budgets', '2');
    expect(explained.layer.index).toBeLessThan(9);
    const { layers } = await json('diff', GRAPH, GRAPH);
    expect(layers.kept.length).toBe(9);
  });

  test('says in --verbose what came from where', async () => {
    const { cwd } = folders({ budget: 9, strategy: 'largest' });
    const args = [GRAPH, '--dry-run', '-v', '-b', '5'];
    const { stderr } = await runCommand(args, { cwd });
    expect(stderr).toContain('group-layers: ../group-layers.json: strategy largest\n');
  });

  test('names popularity data beside it', async () => {
    const { above, cwd } = folders({ popularity: 'popularity.json' });
    writeFileSync(join(above, 'popularity.json'), '{"libc6": 30}');
    const { stderr } = await runCommand([GRAPH, '--dry-run', '-v'], { cwd });
    expect(stderr).toContain('number of images not stated: took the largest count, 30');
  });

  test('is refused by every command if it is broken', async () => {
    const { cwd } = folders({ budget: 0 });
    const { stderr, exitCode } = await runCommand([GRAPH], { cwd });
    expect(stderr).toContain('../group-layers.json: budget: 0, expected a whole number');
    expect(exitCode).toBe(3);
  });
});

describe('check', () => {
  test('without a config says how to write one', async () => {
    const cwd = scratchFolder();
    const { stderr, exitCode } = await runCommand(['check', GRAPH], { cwd });
    expect(stderr).toBe(
      'group-layers: no group-layers.json here or above\n' +
        `write one that passes today: group-layers check ${GRAPH} --init\n`,
    );
    expect(exitCode).toBe(3);
  });

  test('--init writes a config that passes, and no other over it', async () => {
    const cwd = scratchFolder();
    copyFileSync(GRAPH, join(cwd, 'old.json'));
    copyFileSync(fixturePath('after-update/git.libssl3.attrs.json'), join(cwd, 'new.json'));
    const args = ['check', 'new.json', '--against', 'old.json'];
    const init = await runCommand([...args, '-b', '16', '--init'], { cwd });
    expect(init).toMatchObject({
      exitCode: 0,
      stderr: 'group-layers: written to group-layers.json\n',
    });
    const { stdout, exitCode } = await runCommand(args, { cwd });
    expect([stdout, exitCode]).toEqual(['passed: maxLargestShare, maxPullExcess\n', 0]);
    expect((await runCommand([...args, '-b', '3'], { cwd })).exitCode).toBe(1);
    const again = await runCommand([...args, '--init'], { cwd });
    expect(again.stderr).toContain('group-layers.json exists\n');
    expect(again.exitCode).toBe(2);
  });
});
