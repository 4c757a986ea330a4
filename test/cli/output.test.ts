import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixturePath } from '../helpers/fixture.ts';
import { runCommand, runShell } from '../helpers/run-command.ts';
import { scratchFolder } from '../helpers/scratch-folder.ts';

const GRAPH = fixturePath('with-ca.attrs.json');
const WEB = fixturePath('web.attrs.json');
const { stdout: EXPECTED } = await runCommand([GRAPH, '-o', '-']);

describe('data goes to', () => {
  test('stdout alone with -o -, messages to stderr', async () => {
    const { stdout, stderr, exitCode } = await runCommand([GRAPH, '-o', '-']);
    expect(JSON.parse(stdout).length).toBe(4);
    expect(stderr).toContain('4 of 94 layers');
    expect(exitCode).toBe(0);
  });

  test('grouped-layers.json where nothing is said', async () => {
    const cwd = scratchFolder();
    const { stdout, stderr } = await runCommand([GRAPH], { cwd });
    expect(stderr).toBe('');
    expect(stdout).toContain('written to grouped-layers.json');
    expect(readdirSync(cwd)).toEqual(['grouped-layers.json']);
    expect(readFileSync(join(cwd, 'grouped-layers.json'), 'utf8')).toBe(EXPECTED);
  });

  test('a list of lists with --format paths', async () => {
    const { stdout } = await runCommand([GRAPH, '-o', '-', '--format', 'paths']);
    const layers: { contents: string[] }[] = JSON.parse(EXPECTED);
    expect(JSON.parse(stdout)).toEqual(layers.map(({ contents }) => contents));
  });
});

describe('a regular file', () => {
  test('is replaced, and keeps its mode', async () => {
    const cwd = scratchFolder();
    const out = join(cwd, 'out.json');
    for (const mode of [0o666, 0o600, 0o755]) {
      writeFileSync(out, 'before');
      chmodSync(out, mode);
      const { ino } = statSync(out);
      await runShell(`umask 027; group-layers ${GRAPH} -o out.json`, { cwd });
      expect(readFileSync(out, 'utf8')).toBe(EXPECTED);
      expect(statSync(out).mode & 0o777).toBe(mode);
      expect(statSync(out).ino).not.toBe(ino);
    }
    expect(readdirSync(cwd)).toEqual(['out.json']);
  });

  test('that is new has the mode that the umask leaves', async () => {
    const cwd = scratchFolder();
    await runShell(`umask 027; group-layers ${GRAPH} -o out.json`, { cwd });
    expect(statSync(join(cwd, 'out.json')).mode & 0o777).toBe(0o640);
  });

  test('is never seen half written', async () => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, 'out.json'), '[]');
    const { stdout } = await runShell(
      `exec 3<out.json; group-layers -q ${WEB} -o out.json; cat <&3`,
      { cwd },
    );
    expect(stdout).toBe('[]');
    expect(JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8')).length).toBe(60);
  });

  test('may be that of a run that was killed', async () => {
    const cwd = scratchFolder();
    const { exitCode } = await runShell(
      `touch .group-layers-$$.tmp; exec group-layers ${GRAPH} -o out.json`,
      { cwd },
    );
    expect(exitCode).toBe(0);
    expect(readdirSync(cwd).length).toBe(2);
  });
});

describe('the owner of a file that is replaced', () => {
  const [NOBODY, ROOT] = [65_534, 0];

  test('loses what lets it run as its owner or group', async () => {
    const out = join(scratchFolder(), 'out.json');
    writeFileSync(out, 'before');
    chmodSync(out, 0o6755);
    await runCommand([GRAPH, '-o', out]);
    expect(statSync(out).mode & 0o7777).toBe(0o755);
  });

  test.runIf(process.getuid?.() === ROOT)('stays', async () => {
    const out = join(scratchFolder(), 'out.json');
    writeFileSync(out, 'before');
    chmodSync(out, 0o600);
    chownSync(out, NOBODY, NOBODY);
    await runCommand([GRAPH, '-o', out]);
    const { uid, gid, mode } = statSync(out);
    expect([uid, gid, mode & 0o777]).toEqual([NOBODY, NOBODY, 0o600]);
    expect(readFileSync(out, 'utf8')).toBe(EXPECTED);
  });

  test('stays where it cannot be given to a new file, which is told', async () => {
    const [cwd, elsewhere] = [scratchFolder(), scratchFolder()];
    const out = join(cwd, 'out.json');
    writeFileSync(out, 'before');
    const { ino } = statSync(out);
    const preload = join(elsewhere, 'another-owner.cjs');
    writeFileSync(
      preload,
      `const fs = require('node:fs');
      const { statSync } = fs;
      fs.statSync = (...args) => {
        const stat = statSync(...args);
        return stat?.isFile() ? Object.assign(stat, { uid: 12345 }) : stat;
      };
      fs.fchownSync = () => {
        throw new Error('EPERM');
      };`,
    );
    const environment = { NODE_OPTIONS: `--require ${preload}` };
    const result = await runCommand([GRAPH, '-q', '-o', 'out.json'], { cwd, environment });
    expect(result).toMatchObject({
      exitCode: 0,
      stderr:
        'group-layers: warning: out.json: written in place, because its owner cannot be kept\n',
    });
    expect(readdirSync(cwd)).toEqual(['out.json']);
    expect(statSync(out).ino).toBe(ino);
    expect(readFileSync(out, 'utf8')).toBe(EXPECTED);
  });
});

describe('a symlink', () => {
  test('stays, and its target is replaced', async () => {
    const cwd = scratchFolder();
    mkdirSync(join(cwd, 'sub'));
    writeFileSync(join(cwd, 'sub/target.json'), 'before');
    symlinkSync('sub/target.json', join(cwd, 'middle.json'));
    symlinkSync('middle.json', join(cwd, 'out.json'));
    await runCommand([GRAPH, '-o', 'out.json'], { cwd });
    expect(readlinkSync(join(cwd, 'out.json'))).toBe('middle.json');
    expect(readlinkSync(join(cwd, 'middle.json'))).toBe('sub/target.json');
    expect(readFileSync(join(cwd, 'sub/target.json'), 'utf8')).toBe(EXPECTED);
    expect(readdirSync(join(cwd, 'sub'))).toEqual(['target.json']);
  });

  test('that dangles gets its target', async () => {
    const cwd = scratchFolder();
    symlinkSync('new.json', join(cwd, 'out.json'));
    await runCommand([GRAPH, '-o', 'out.json'], { cwd });
    expect(lstatSync(join(cwd, 'out.json')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(cwd, 'new.json'), 'utf8')).toBe(EXPECTED);
  });

  test('in a symlinked folder leads where the system says', async () => {
    const cwd = scratchFolder();
    mkdirSync(join(cwd, 'real/deep'), { recursive: true });
    symlinkSync('real/deep', join(cwd, 'link'));
    symlinkSync('../target.json', join(cwd, 'real/deep/out.json'));
    await runCommand([GRAPH, '-o', 'link/out.json'], { cwd });
    await runCommand([GRAPH, '-o', 'link/../other.json'], { cwd });
    expect(readFileSync(join(cwd, 'real/target.json'), 'utf8')).toBe(EXPECTED);
    expect(readFileSync(join(cwd, 'real/other.json'), 'utf8')).toBe(EXPECTED);
    expect(readdirSync(cwd).sort()).toEqual(['link', 'real']);
  });

  test('to a device is written through', async () => {
    const cwd = scratchFolder();
    symlinkSync('/dev/stdout', join(cwd, 'out.json'));
    const { stdout } = await runCommand([GRAPH, '-o', 'out.json'], { cwd });
    expect(stdout).toBe(EXPECTED);
    expect(readlinkSync(join(cwd, 'out.json'))).toBe('/dev/stdout');
  });
});

describe('written through, never replaced:', () => {
  test.each([
    ['/dev/stdout', 'group-layers -q $GRAPH -o /dev/stdout'],
    ['/dev/stdout in a pipe', 'group-layers -q $GRAPH -o /dev/stdout | cat'],
    ['/dev/stdout of a file', 'group-layers -q $GRAPH -o /dev/stdout >out; cat out'],
    ['/dev/stdout appended', 'group-layers -q $GRAPH -o /dev/stdout >>out; cat out'],
    ['/proc/self/fd/1', 'group-layers -q $GRAPH -o /proc/self/fd/1 >out; cat out'],
    ['/dev/stderr', 'group-layers -q $GRAPH -o /dev/stderr 2>&1'],
    ['/dev/fd/3', 'group-layers -q $GRAPH -o /dev/fd/3 3>out; cat out'],
    ['/dev/fd/3 appended', 'group-layers -q $GRAPH -o /dev/fd/3 3>>out; cat out'],
    ['/dev/fd/3 in a pipe', '{ group-layers -q $GRAPH -o /dev/fd/3 3>&1 >&2; } | cat'],
    ['a process substitution', 'group-layers -q $GRAPH -o >(cat)'],
    ['a FIFO', 'mkfifo pipe; cat pipe & group-layers -q $GRAPH -o pipe; wait; [ -p pipe ]'],
  ])('%s', async (_, script) => {
    const result = await runShell(script, { cwd: scratchFolder(), environment: { GRAPH } });
    expect(result).toEqual({ stdout: EXPECTED, stderr: '', exitCode: 0, signal: null });
  });

  test('what a file held before is kept when appending', async () => {
    for (const target of ['/dev/stdout', '-', '/dev/fd/1']) {
      const { stdout } = await runShell(
        `echo before >out; group-layers -q ${GRAPH} -o ${target} >>out; cat out`,
        { cwd: scratchFolder() },
      );
      expect(stdout).toBe(`before\n${EXPECTED}`);
    }
  });

  test('/dev/null', async () => {
    const { exitCode } = await runCommand([GRAPH, '-q', '-o', '/dev/null']);
    expect(exitCode).toBe(0);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });
});

describe('what cannot be written', () => {
  test.each([
    ['-o /dev/full', '/dev/full: no space left on device'],
    ['-o - >/dev/full', '<stdout>: no space left on device'],
    ['-o /dev/stdout >/dev/full', '/dev/stdout: no space left on device'],
    ['-o no/such/folder.json', 'no/such/folder.json: no such file or directory'],
    ['-o .', '.: illegal operation on a directory'],
    ['-o file/out.json', 'file/out.json: not a directory'],
    ['-o loop', 'loop: too many symbolic links'],
    ['-o dangling', 'dangling: no such file or directory'],
    ['-o /proc/out.json', '/proc/out.json: no such file or directory'],
    ["-o ''", '"": illegal operation on a directory'],
  ])('%s', async (option, message) => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, 'file'), 'as it was');
    symlinkSync('loop', join(cwd, 'loop'));
    symlinkSync('no/target', join(cwd, 'dangling'));
    const result = await runShell(`group-layers ${GRAPH} ${option}`, { cwd });
    expect(result).toMatchObject({ stdout: '', stderr: `group-layers: ${message}\n`, exitCode: 4 });
    expect(readdirSync(cwd).sort()).toEqual(['dangling', 'file', 'loop']);
    expect(readFileSync(join(cwd, 'file'), 'utf8')).toBe('as it was');
  });

  test.each(['--version', '--help', 'help', 'sweep --help', 'completion bash'])(
    '%s >/dev/full',
    async (args) => {
      const { stderr, exitCode } = await runShell(`group-layers ${args} >/dev/full`);
      expect([stderr, exitCode]).toEqual(['group-layers: <stdout>: no space left on device\n', 4]);
    },
  );

  test('for want of space leaves all as it was', async () => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, 'out.json'), 'as it was');
    const script = `trap '' XFSZ; ulimit -f 1; group-layers ${WEB} -o out.json`;
    const { stderr, exitCode } = await runShell(script, { cwd });
    expect([stderr, exitCode]).toEqual(['group-layers: out.json: file too large\n', 4]);
    expect(readdirSync(cwd)).toEqual(['out.json']);
    expect(readFileSync(join(cwd, 'out.json'), 'utf8')).toBe('as it was');
  });

  test.skipIf(process.getuid?.() === 0)('a file in a folder that may not be written', async () => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, 'out.json'), 'as it was');
    chmodSync(cwd, 0o555);
    const { stderr, exitCode } = await runCommand([GRAPH, '-o', 'out.json'], { cwd });
    chmodSync(cwd, 0o755);
    expect([stderr, exitCode]).toEqual(['group-layers: out.json: permission denied\n', 4]);
    expect(readFileSync(join(cwd, 'out.json'), 'utf8')).toBe('as it was');
  });
});

test('a closed stdout is an error where the grouping goes there, and /dev/null is not', async () => {
  const { stdout } = await runShell(
    `group-layers -q ${GRAPH} -o - >&- 2>err; echo $?
    group-layers -q ${GRAPH} -o - >/dev/null 2>>err; echo $?
    group-layers -q ${GRAPH} -o out.json >&- 2>>err; echo $?; cat err`,
    { cwd: scratchFolder() },
  );
  expect(stdout).toBe('4\n0\n0\ngroup-layers: <stdout>: closed or discarded\nuse --out FILE\n');
});

test.each([1, 2])(
  'all arrives at descriptor %d also if that takes a part and does not wait',
  async (descriptor) => {
    const preload = join(scratchFolder(), 'full-pipe.cjs');
    writeFileSync(
      preload,
      `const fs = require('node:fs');
    const { writeSync } = fs;
    let calls = 0;
    fs.writeSync = (written, content) => {
      if (written !== ${descriptor} || ++calls === 1) {
        return writeSync(written, content.subarray(0, 100));
      }
      throw Object.assign(new Error('try again'), { code: 'EAGAIN' });
    };`,
    );
    const plain = await runCommand([GRAPH, '-o', '-']);
    const environment = { NODE_OPTIONS: `--require ${preload}` };
    expect(await runCommand([GRAPH, '-o', '-'], { environment })).toEqual(plain);
  },
);

describe('a reader that has seen enough is no error', () => {
  test.each([
    [`group-layers -q ${WEB} -o - | head -1`],
    [`group-layers -q ${WEB} -o /dev/stdout | head -1`],
    [`group-layers --help | head -1`],
    [`group-layers sweep --help | head -1`],
  ])('%s', async (script) => {
    const result = await runShell(`${script}; exit \${PIPESTATUS[0]}`, { cwd: scratchFolder() });
    expect([result.stdout.split('\n').length, result.stderr, result.exitCode]).toEqual([2, '', 0]);
  });

  test('nor is one that never looks', async () => {
    const cwd = scratchFolder();
    const result = await runShell(
      `{ sleep 0.3; group-layers ${WEB} -o - 2>err; echo $? >code; } | true; cat code`,
      { cwd },
    );
    expect(result.stdout).toBe('0\n');
    expect(readFileSync(join(cwd, 'err'), 'utf8')).toMatch(/^60 of 94 layers/);
  });
});
