import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseGrouping } from '../../src/layers/parse-grouping.ts';
import { fixturePath } from '../helpers/fixture.ts';
import {
  type Compressor,
  compress,
  layerTar,
  ociLayout,
  writeArchive,
  writeFolder,
} from '../helpers/oci-image.ts';
import { runCommand } from '../helpers/run-command.ts';
import { scratchFolder } from '../helpers/scratch-folder.ts';

const GRAPH = fixturePath('api.attrs.json');
const closure: string[] = JSON.parse(readFileSync(GRAPH, 'utf8')).graph.map(
  ({ path }: { path: string }) => path,
);
const BASH = closure.find((path) => path.endsWith('-bash-5.2.15-2+b13'))!;
const LIBC = closure.find((path) => path.includes('-libc6-'))!;
const DEBCONF = closure.find((path) => path.includes('-debconf-'))!;
const HELD = [BASH, DEBCONF, LIBC].sort();

const hasZstd = spawnSync('zstd', ['--version']).status === 0;
const compressors: readonly Compressor[] = hasZstd ? ['none', 'gzip', 'zstd'] : ['none', 'gzip'];

/** Two layers that hold HELD, and files beside the store. */
async function layers(compressor: Compressor, before = ''): Promise<Uint8Array[]> {
  const inTar = (...paths: string[]) => paths.map((path) => `${before}${path.slice(1)}`);
  const names = [
    [
      ...inTar('/nix/', '/nix/store/', `${LIBC}/`, `${LIBC}/lib/`, `${LIBC}/lib/libc.so.6`),
      'etc/x',
    ],
    [...inTar(`${BASH}/bin/bash`, DEBCONF)],
  ];
  const tars = await Promise.all(names.map(layerTar));
  return tars.map((tar) => compress(tar, compressor));
}

/** What is left out with a base, and the summary. */
async function leftOut(base: string, ...args: string[]) {
  const folder = scratchFolder();
  const out = join(folder, 'out.json');
  const result = await runCommand([
    GRAPH,
    '-b',
    '20',
    '--base',
    base,
    '-o',
    out,
    '--json',
    ...args,
  ]);
  expect(result).toMatchObject({ stderr: '', exitCode: 0 });
  const grouped = parseGrouping(readFileSync(out)).flatMap(({ contents }) => contents);
  expect(new Set(grouped).size).toBe(grouped.length);
  const paths = closure.filter((path) => !grouped.includes(path)).sort();
  return { paths, summary: JSON.parse(result.stdout) };
}

describe.each(compressors)('an image with layers of %s', (compressor) => {
  test.each(['', '/', './'])('in a folder, with names that begin with %j', async (before) => {
    const folder = writeFolder(scratchFolder(), ociLayout([await layers(compressor, before)]));
    const { paths, summary } = await leftOut(folder, '--reserve', '3');
    expect(paths).toEqual(HELD);
    expect(summary.taken).toMatchObject({ base: 2, reserve: 3, paths: 3 });
    expect(summary.layers).toBeLessThanOrEqual(15);
  });

  test.each(compressors)('in an archive, compressed: %s', async (outer) => {
    const file = join(scratchFolder(), 'image');
    await writeArchive(file, ociLayout([await layers(compressor)]), outer);
    expect((await leftOut(file)).paths).toEqual(HELD);
  });

  test('as docker and dockerTools write it', async () => {
    const [first, second] = await layers(compressor);
    const file = await writeArchive(join(scratchFolder(), 'image.tar'), {
      'a/layer.tar': first!,
      'a/VERSION': '1.0',
      'b.tar': second!,
      'manifest.json': JSON.stringify([{ Config: 'c.json', Layers: ['a/layer.tar', 'b.tar'] }]),
    });
    const { paths, summary } = await leftOut(file);
    expect(paths).toEqual(HELD);
    expect(summary.taken.base).toBe(2);
  });
});

test('what a layer removes, whole or a part of it, is not in the base', async () => {
  const removes = async (...names: string[]) => {
    const files = ociLayout([[...(await layers('gzip')), await layerTar(names)]]);
    return (await leftOut(writeFolder(scratchFolder(), files))).paths;
  };
  const name = BASH.slice('/nix/store/'.length);
  expect(await removes(`nix/store/.wh.${name}`)).toEqual([DEBCONF, LIBC].sort());
  expect(await removes(`nix/store/${name}/`, `nix/store/${name}/bin/.wh.bash`)).toEqual(
    [DEBCONF, LIBC].sort(),
  );
  expect(await removes('.wh.nix')).toEqual([]);
  expect(await removes('nix/store/.wh..wh..opq', DEBCONF.slice(1))).toEqual([DEBCONF]);
  expect(await removes('etc/.wh.x')).toEqual(HELD);
});

test('lists and groupings are bases, and several are joined', async () => {
  const folder = scratchFolder();
  const [text, grouping] = [join(folder, 'list.txt'), join(folder, 'grouping.json')];
  writeFileSync(text, `${BASH}\n${LIBC}\n`);
  writeFileSync(grouping, JSON.stringify([{ contents: [DEBCONF] }, { contents: [BASH] }]));
  const { paths, summary } = await leftOut(text, '--base', grouping);
  expect(paths).toEqual(HELD);
  expect(summary.taken.base).toBe(3);
});

describe('every command that groups', () => {
  async function baseFile(): Promise<string> {
    return writeFolder(scratchFolder(), ociLayout([await layers('gzip')]));
  }
  const run = async (...args: string[]) => {
    const result = await runCommand([...args, '--base', await baseFile()]);
    expect(result).toMatchObject({ stderr: '', exitCode: 0 });
    return result.stdout;
  };

  test('sweep, from the least budget that leaves a layer on', async () => {
    const json = await run('sweep', GRAPH, '--json', '--reserve', '1', '--budgets', '1..6');
    expect(JSON.parse(json).rows.map(({ budget }: { budget: number }) => budget)).toEqual([
      4, 5, 6,
    ]);
    expect(await run('sweep', GRAPH)).toContain("budget: 2 of each are the base's or reserved");
  });

  test('explain says that a path is in the base', async () => {
    const text = await run('explain', GRAPH, 'bash', 'dpkg');
    expect(text).toContain(`${BASH}, in the base`);
    expect(text).toMatch(/-dpkg-.*, at budget 94/);
    const json = JSON.parse(await run('explain', GRAPH, 'bash', 'dpkg', '--json'));
    expect(json[1]).toEqual({ path: BASH, inBase: true });
  });

  test('diff, of graphs, and of a grouping with its graph', async () => {
    expect(await run('diff', GRAPH, GRAPH, '--json')).not.toContain(LIBC);
    const [folder, base] = [scratchFolder(), await baseFile()];
    const out = join(folder, 'out.json');
    await runCommand([GRAPH, '--base', base, '-o', out]);
    const result = await runCommand([
      ...['diff', out, GRAPH, '--graph-old', GRAPH, '--base', base, '--json'],
    ]);
    expect(result).toMatchObject({ stderr: '', exitCode: 0 });
  });

  test('compare and report', async () => {
    const { strategies } = JSON.parse(await run('compare', GRAPH, '--json'));
    for (const { images } of strategies) {
      expect(images[0].paths).toBe(closure.length - 3);
    }
    expect(await run('report', GRAPH, '--format', 'dot')).not.toContain('debconf');
    expect(await run('report', GRAPH, '-o', '-', '--budgets', '1..4')).toContain('<html');
  }, 30_000);

  test('check takes it from the config, relative to that', async () => {
    const folder = await baseFile();
    const config = join(folder, 'group-layers.json');
    const init = await runCommand(['check', GRAPH, '--init', '--config', config, '--base', folder]);
    expect(init.exitCode).toBe(0);
    const written = JSON.parse(readFileSync(config, 'utf8'));
    expect(written.base).toEqual(['']);
    writeFileSync(
      config,
      JSON.stringify({
        ...{ base: ['.'], reserve: 2, runtime: 'docker', layerOverhead: 'internet' },
        maxLayers: 127,
      }),
    );
    const checked = await runCommand(['check', GRAPH, '--config', config]);
    expect(checked.exitCode).toBe(0);
    const grouped = await runCommand([GRAPH, '--config', config, '--dry-run', '--json']);
    expect(JSON.parse(grouped.stdout).taken).toMatchObject({ base: 2, reserve: 2, paths: 3 });
    const over = await runCommand([GRAPH, '--config', config, '-b', '126', '--dry-run']);
    expect(over).toMatchObject({
      exitCode: 2,
      stderr:
        'group-layers: a budget of 126 is over the 125 layers that docker takes\nlower --budget\n',
    });
  });
});

test.each([
  ['docker', 125],
  ['containerd', 127],
  ['podman', 500],
  ['ecr', 500],
])('--runtime %s takes %d layers, and refuses more', async (runtime, most) => {
  const run = (budget: number) =>
    runCommand([GRAPH, '-b', String(budget), '--runtime', runtime, '--dry-run']);
  expect(await run(most)).toMatchObject({ exitCode: 0, stderr: '' });
  const { stderr, exitCode } = await run(most + 1);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(
    `a budget of ${most + 1} is over the ${most} layers that ${runtime} takes`,
  );
});

test('sweep states what a layer is worth, and a name is worth what its latency and bandwidth are', async () => {
  const sweepOf = async (overhead: string) => {
    const args = ['sweep', GRAPH, '--budgets', '8,40', '--layer-overhead', overhead];
    const { stdout, exitCode } = await runCommand(args);
    expect(exitCode).toBe(0);
    return stdout;
  };
  const internet = await sweepOf('internet');
  expect(internet).toContain('layers: only those that save 610 KiB an update or more');
  expect(await sweepOf('50ms@100Mbit')).toBe(internet);
  expect(await sweepOf('625kB')).toBe(internet);
  expect(await sweepOf('0')).not.toContain('layers: only');
});

describe('refused', () => {
  const refusedWith = async (base: string, ...args: string[]) => {
    const { stderr, exitCode } = await runCommand([GRAPH, '--base', base, '--dry-run', ...args]);
    return { stderr, exitCode };
  };

  test('a base that leaves no layer', async () => {
    const folder = writeFolder(scratchFolder(), ociLayout([await layers('gzip')]));
    expect(await refusedWith(folder, '-b', '3', '--reserve', '1')).toEqual({
      exitCode: 2,
      stderr:
        'group-layers: the base has 2 layers and 1 is reserved, which leaves none of a budget of 3\n' +
        'raise --budget; in Nix maxLayers, where the base is fromImage\n',
    });
  });

  test('what is not there, not an image, or damaged', async () => {
    const folder = scratchFolder();
    const write = (name: string, content: Uint8Array | string) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const archive = readFileSync(
      await writeArchive(join(folder, 'whole'), ociLayout([await layers('gzip')])),
    );
    const [layer] = await layers('none');
    const half = compress(layer!, 'gzip').subarray(0, 60);
    const cases: readonly (readonly [string, string])[] = [
      [join(folder, 'none'), 'none: no such file or directory'],
      [folder, 'neither index.json nor manifest.json, expected an image'],
      [write('graph', '{"graph": []}'), 'an object, expected an array of layers or of store paths'],
      [write('cut', archive.subarray(0, 1000)), 'cut: a damaged archive: '],
      [write('gz', compress(archive, 'gzip').subarray(0, 500)), 'gz: '],
      [write('gz2', compress(archive, 'gzip').subarray(0, 100)), 'gz2: '],
      ...(hasZstd
        ? ([[write('zst', compress(archive, 'zstd').subarray(0, 90)), 'zst: ']] as const)
        : []),
      [write('tar', await layerTar(['a/', 'b'])), 'neither index.json nor manifest.json'],
      [writeFolder(join(folder, 'half'), ociLayout([[half]])), 'half: '],
      [
        writeFolder(join(folder, 'other'), ociLayout([[Buffer.from('a WebAssembly module')]])),
        'something else, expected the tar archive of a layer',
      ],
      [
        writeFolder(join(folder, 'two'), ociLayout([await layers('none'), await layers('gzip')])),
        'index.json: 2 images (linux/amd64, linux/arm64), expected one',
      ],
      [
        writeFolder(join(folder, 'escape'), {
          'index.json': '{"manifests": [{"digest": "sha256:../../../x"}]}',
        }),
        'index.json manifests[0].digest: "sha256:../../../x", expected sha256: or sha512: and',
      ],
      [
        writeFolder(join(folder, 'many'), {
          'index.json': `{"manifests": [${Array(400_000).fill('"xx"').join()}]}`,
        }),
        'index.json manifests[0]: "xx", expected an object',
      ],
      [
        writeFolder(join(folder, 'circle'), {
          'index.json': `{"manifests": [{"digest": "sha256:${'1'.repeat(64)}"}]}`,
          [`blobs/sha256/${'1'.repeat(64)}`]: `{"manifests": [{"digest": "sha256:${'1'.repeat(64)}"}]}`,
        }),
        'index.json: 0 images (), expected one',
      ],
      [
        writeFolder(join(folder, 'saved'), { 'manifest.json': '[{"Layers": ["a.tar", 3]}]' }),
        'manifest.json [0].Layers[1]: 3, expected the name of a file',
      ],
      [
        writeFolder(join(folder, 'lost'), {
          'index.json': `{"manifests": [{"digest": "sha256:${'0'.repeat(64)}"}]}`,
        }),
        `blobs/sha256/${'0'.repeat(64)}: nothing, expected a manifest`,
      ],
    ];
    for (const [file, message] of cases) {
      const { stderr, exitCode } = await refusedWith(file);
      expect([exitCode, stderr]).toEqual([3, expect.stringContaining(message)]);
    }
  });
});

test('a base that holds nothing of the closure is warned of', async () => {
  const other = join(scratchFolder(), 'other.txt');
  writeFileSync(other, `/nix/store/${'0'.repeat(32)}-other\n`);
  const { stderr, exitCode } = await runCommand([GRAPH, '--base', other, '--dry-run']);
  expect(exitCode).toBe(0);
  expect(stderr).toBe(
    `group-layers: warning: the base holds none of the ${closure.length} store paths, only 1 of others\nbuild both of the same revisions\n`,
  );
});
