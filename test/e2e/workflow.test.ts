import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyPackage, usersFlake } from './copy-package.ts';
import { endToEnd } from './end-to-end.ts';
import { createNixStore, type NixStore, REPOSITORY } from './nix-store.ts';
import { run } from './run.ts';

/** The shell steps of the workflow in src/cli/README.md. */
function stepsOfReadme(): string[] {
  const readme = readFileSync(join(REPOSITORY, 'src/cli/README.md'), 'utf8');
  const [, workflow] = /```yaml\n([\s\S]*?)```/.exec(readme)!;
  return [...workflow!.matchAll(/ {8}run: \|\n((?: {10}.*\n)+)/g)].map(([, step]) => step!);
}

endToEnd('the workflow that comments on pull requests', ['nix', 'npm', 'git'], () => {
  let store: NixStore;
  beforeAll(async () => {
    store = await createNixStore('in place');
  }, 120_000);
  afterAll(() => store?.remove(), 60_000);

  it('says what a client of the base pulls', async () => {
    const program = join(store.folder, 'program');
    const checkout = join(store.folder, 'checkout');
    const git = (folder: string, ...args: string[]) =>
      run('git', ['-c', 'user.name=t', '-c', 'user.email=t@localhost', '-C', folder, ...args]);
    copyPackage(program);
    await git(store.folder, 'init', '--quiet', program);
    await git(program, 'add', '.');
    // newer Nix locks no dirty tree
    await git(program, 'commit', '--quiet', '--message=program');

    await git(store.folder, 'init', '--quiet', checkout);
    const inputs = { groupLayers: `git+file://${program}`, nixpkgs: `path:${store.packageSet}` };
    const flake = usersFlake(inputs).replace(
      'packages.x86_64-linux.image',
      'packages.x86_64-linux.group-layers = group-layers.packages.x86_64-linux.group-layers;\n      packages.x86_64-linux.image',
    );
    writeFileSync(join(checkout, 'flake.nix'), flake);
    await git(checkout, 'add', '.');
    await store.nix('nix', ['flake', 'lock', checkout]);
    await git(checkout, 'add', '.');
    await git(checkout, 'commit', '--quiet', '--message=base');
    writeFileSync(
      join(checkout, 'flake.nix'),
      flake.replace('[ pkgs.webApp ]', '[ pkgs.webApp pkgs.redis ]'),
    );
    await git(checkout, 'commit', '--quiet', '--all', '--message=change');

    const runner = join(store.folder, 'runner');
    mkdirSync(join(runner, 'bin'), { recursive: true });
    writeFileSync(join(runner, 'bin/gh'), `#!/bin/sh\necho "$@" > ${runner}/asked\n`);
    chmodSync(join(runner, 'bin/gh'), 0o755);
    const env = {
      PATH: join(runner, 'bin') + delimiter + process.env['PATH'],
      ...{ RUNNER_TEMP: runner, GITHUB_STEP_SUMMARY: join(runner, 'summary'), PULL_REQUEST: '7' },
    };
    const steps = stepsOfReadme();
    expect(steps).toHaveLength(3);
    for (const step of steps) {
      // as GitHub runs a step
      await store.nix('bash', ['-eo', 'pipefail', '-c', `cd ${checkout}\n${step}`], env);
    }

    const comment = readFileSync(join(runner, 'comment.md'), 'utf8');
    expect(comment).toMatch(/^\*\*The update pulls [0-9.]+ KiB\*\*, of which /);
    expect(comment).toContain('`redis-7.0`');
    expect(readFileSync(join(runner, 'summary'), 'utf8')).toBe(comment);
    expect(readFileSync(join(runner, 'asked'), 'utf8')).toBe(
      `pr comment 7 --body-file ${runner}/comment.md --edit-last --create-if-none\n`,
    );
  }, 180_000);
});
