import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fixturePath, fixtureText } from '../helpers/fixture.ts';
import { runCommand } from '../helpers/run-command.ts';
import { scratchFolder } from '../helpers/scratch-folder.ts';

const WEB = fixturePath('web.path-info.json');
const DIGEST = '0123456789abcdfghijklmnpqrsvwxyz';

/** A folder with a store and a Nix that knows the web image: it logs its arguments and prints `printed`. */
function folderWithNix(printed: Readonly<Record<string, string>>, version = 'nix (Nix) 2.8.0') {
  const cwd = scratchFolder();
  const store = join(cwd, 'store');
  mkdirSync(store);
  mkdirSync(join(cwd, 'bin'));
  writeFileSync(join(cwd, 'version'), version);
  const cases = Object.entries({ ...printed, '--version': join(cwd, 'version') }).map(
    ([command, file]) => `${command}) cat '${file}';;`,
  );
  writeFileSync(
    join(cwd, 'bin/nix'),
    `#!/bin/sh\necho "$*" >> ${cwd}/log\ncase $3 in ${cases.join('\n')}\n*) echo 'error: no' >&2; exit 1;; esac\n`,
  );
  chmodSync(join(cwd, 'bin/nix'), 0o755);
  const environment = { PATH: `${join(cwd, 'bin')}${delimiter}${process.env['PATH']}` };
  return {
    cwd,
    store,
    environment,
    run: (...args: string[]) => runCommand([...args, '-o', '-', '-q'], { cwd, environment }),
    log: () =>
      readFileSync(join(cwd, 'log'), 'utf8')
        .trim()
        .split('\n')
        .filter((line) => !line.endsWith('--version')),
  };
}

const ASKED = '--extra-experimental-features nix-command flakes';

describe('Nix is asked', () => {
  test('of a link to a store path, which is the root', async () => {
    const { cwd, store, run, log } = folderWithNix({ 'path-info': WEB });
    const path = join(store, `${DIGEST}-web`);
    mkdirSync(path);
    symlinkSync(path, join(cwd, 'result'));
    const { stderr } = await run('./result');
    expect(log()).toEqual([`${ASKED} path-info --json -r ${path}`]);
    // this Nix speaks of other paths
    expect(stderr).toContain(`the root "${path}", expected a store path of the graph`);
  });

  test.each(['.#image', 'nixpkgs#hello', 'github:owner/repository', '/folder#image'])(
    'of the installable %s, which is built first',
    async (installable) => {
      const nix = folderWithNix({ 'path-info': WEB });
      const built = join(nix.cwd, 'built.json');
      const [path] = (JSON.parse(fixtureText('web.path-info.json')) as { path: string }[]).map(
        (entry) => entry.path,
      );
      writeFileSync(built, JSON.stringify([{ drvPath: '/x.drv', outputs: { out: path } }]));
      writeFileSync(
        join(nix.cwd, 'bin/nix'),
        `#!/bin/sh\necho "$*" >> ${nix.cwd}/log\ncase $3 in build) cat ${built};; --version) echo 'nix (Nix) 2.8.0';; *) cat ${WEB};; esac\n`,
      );
      const { stdout, exitCode } = await nix.run(installable);
      expect(nix.log()).toEqual([
        `${ASKED} build --no-link --json ${installable}`,
        `${ASKED} path-info --json -r ${path}`,
      ]);
      expect(exitCode).toBe(0);
      const grouped: { contents: string[] }[] = JSON.parse(stdout);
      expect(grouped.flatMap(({ contents }) => contents)).toContain(path);
    },
  );

  test.each([
    ['nix (Nix) 2.8.0', ''],
    ['nix (Nix) 2.32.4', ''],
    ['nix (Nix) 2.33.0', '--json-format 2 '],
    ['nix (Determinate Nix 3.15.1) 2.33.0', '--json-format 2 '],
    ['nix (Nix) 2.35pre20260101_abcdef', '--json-format 2 '],
    ['nix (Lix, like Nix) 2.94.0', ''],
  ])('%s for one form of JSON: %j', async (version, format) => {
    const { run, log, store } = folderWithNix({ 'path-info': WEB }, version);
    const path = join(store, `${DIGEST}-web`);
    await run(path);
    expect(log()).toEqual([`${ASKED} path-info --json ${format}-r ${path}`]);
  });

  test('of a path that cannot be read here, which is said', async () => {
    const { environment } = folderWithNix({ 'path-info': WEB });
    const path = JSON.parse(fixtureText('web.path-info.json'))[0].path;
    const { stderr, exitCode } = await runCommand([path, '--dry-run'], { environment });
    expect([stderr, exitCode]).toEqual([
      `group-layers: ${path}: warning: ${path} cannot be read here: took the graph of its closure, which is wrong for an image\n`,
      0,
    ]);
  });

  test('and its failure is told', async () => {
    const { stderr, exitCode } = await folderWithNix({}).run('.#nope');
    expect([stderr, exitCode]).toEqual([
      'error: no\ngroup-layers: .#nope: nix build failed, as it says above\n',
      3,
    ]);
  });

  test('not where it is not', async () => {
    const environment = { PATH: '/nonexistent' };
    const { stderr, exitCode } = await runCommand(['sweep', '.#image'], { environment });
    expect([stderr, exitCode]).toEqual([
      'group-layers: .#image: to be asked of Nix, which is not on this machine\n' +
        'where it is, write the graph: nix build --no-link .#image && nix path-info --json -r .#image > graph.json\n',
      3,
    ]);
  });
});

test('a store path that contains a graph is read as it is', async () => {
  const { store, run, cwd } = folderWithNix({});
  const graph = join(store, `${DIGEST}-graph.json`);
  writeFileSync(graph, fixtureText('web.attrs.json'));
  symlinkSync(graph, join(cwd, 'result'));
  const [asFile, asLink] = [await run(graph), await run('result')];
  expect([asFile.exitCode, asFile.stderr]).toEqual([0, '']);
  expect(asLink.stdout).toBe(asFile.stdout);
});

test('a graph may be compressed by gzip', async () => {
  const plain = await runCommand([WEB, '-o', '-', '-q']);
  const packed = await runCommand(['-', '-o', '-', '-q'], {
    input: gzipSync(fixtureText('web.path-info.json')),
  });
  expect(packed.stdout).toBe(plain.stdout);
});

describe('the graph of an image in the store', () => {
  /** A store with an OCI layout, and a nix-store that answers queries. */
  function folderWithImage(answers: Readonly<Record<string, string>>) {
    const nix = folderWithNix({ 'path-info': WEB });
    const pathOf = (name: string) => join(nix.store, `${DIGEST}-${name}`);
    const inStore = (text: string) =>
      text.startsWith('unknown') ? text : text.replaceAll(/[a-z.-]+/g, pathOf);
    mkdirSync(pathOf('web'));
    writeFileSync(join(pathOf('web'), 'oci-layout'), '{}');
    const cases = Object.entries(answers).map(
      ([question, answer]) =>
        `'--query ${question.replace(/ .*/, (names) => ` ${inStore(names.trim())}`)}') printf '%s\\n' ${inStore(answer)};;`,
    );
    writeFileSync(
      join(nix.cwd, 'bin/nix-store'),
      `#!/bin/sh\ncase "$*" in ${cases.join('\n')}\n*) echo no >&2; exit 1;; esac\n`,
    );
    chmodSync(join(nix.cwd, 'bin/nix-store'), 0o755);
    return { ...nix, pathOf };
  }

  const BUILT = {
    '--deriver web': 'web.drv',
    '--references web.drv': 'layer.drv graph.json.drv',
    '--outputs graph.json.drv': 'graph.json',
  };

  test('is the one that its derivations name', async () => {
    const { run, pathOf, environment } = folderWithImage(BUILT);
    writeFileSync(pathOf('graph.json'), fixtureText('web.attrs.json'));
    const [ofImage, ofGraph] = [await run(pathOf('web')), await run(pathOf('graph.json'))];
    expect(ofImage).toEqual(ofGraph);
    expect(ofImage.exitCode).toBe(0);
    const { stderr } = await runCommand([pathOf('web'), '--dry-run'], { environment });
    expect(stderr).toBe(
      `group-layers: ${pathOf('web')}: the OCI layout of an image: took the graph that it was grouped by\n`,
    );
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ['has gone', BUILT],
    ['is of no known derivation', { '--deriver web': 'unknown-deriver' }],
    ['is of a derivation that has gone', { '--deriver web': 'web.drv' }],
    ['is not asked for', { ...BUILT, '--references web.drv': 'layer.drv' }],
  ])('is refused where it %s', async (_, answers) => {
    const { run, pathOf } = folderWithImage(answers);
    const { stderr, exitCode } = await run(pathOf('web'));
    expect([stderr, exitCode]).toEqual([
      `group-layers: ${pathOf('web')}: the OCI layout of an image, expected a closure graph\n${IMAGE}\n`,
      3,
    ]);
  });

  describe('of dockerTools without our overlay', () => {
    const LAYERED = {
      '--deriver web': 'web.drv',
      '--references web.drv': 'layers.json.drv x-base.json.drv x-customisation-layer.drv base.drv',
    };
    const CARRIERS = {
      '--outputs x-base.json.drv x-customisation-layer.drv': 'x-base.json x-customisation-layer',
      '--references x-base.json x-customisation-layer': 'app bash x-base.json',
    };
    const ROOTS = ['app', 'bash'];

    test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
      [
        'a layered image',
        {
          ...LAYERED,
          ...CARRIERS,
          '--references layers.json.drv': 'x-base.json.drv x-customisation-layer.drv python.drv',
        },
        ROOTS,
      ],
      [
        'a layered image with a pipeline',
        {
          ...LAYERED,
          ...CARRIERS,
          '--references web.drv': 'docker-layers.drv x-base.json.drv x-customisation-layer.drv',
        },
        ROOTS,
      ],
      [
        'an image of buildImage, not the graph of what it is built upon',
        {
          '--deriver web': 'web.drv',
          '--references web.drv': 'docker-layer-web.drv base.drv',
          '--references docker-layer-web.drv base.drv': 'graph.json.drv',
          '--outputs graph.json.drv': 'graph.json',
          '--outputs docker-layer-web.drv': 'docker-layer-web',
          '--references docker-layer-web': 'app docker-layer-web',
        },
        ['app'],
      ],
    ])('%s: the roots are what its parts name', async (_, answers, roots) => {
      const { run, pathOf, log } = folderWithImage(answers);
      await run(pathOf('web'));
      expect(log()).toEqual([`${ASKED} path-info --json -r ${roots.map(pathOf).join(' ')}`]);
    });

    test.each<[string, Readonly<Record<string, string>>]>([
      ['includes none', { ...LAYERED, '--references layers.json.drv': 'excludepaths.drv' }],
      [
        'has no contents',
        {
          ...LAYERED,
          ...CARRIERS,
          '--references layers.json.drv': 'x-base.json.drv x-customisation-layer.drv',
          '--references x-base.json x-customisation-layer': '',
        },
      ],
    ])('an image that %s has no store paths', async (_, answers) => {
      const { run, pathOf } = folderWithImage(answers);
      const { stdout, exitCode } = await run(pathOf('web'));
      expect([JSON.parse(stdout), exitCode]).toEqual([[], 0]);
    });

    test.each<[string, Readonly<Record<string, string>>]>([
      [
        'several images in one archive are',
        {
          ...LAYERED,
          ...CARRIERS,
          '--deriver web': 'merge-docker-images.drv',
          '--references merge-docker-images.drv': 'web.drv api.drv',
          '--references web.drv api.drv': 'x-base.json.drv x-customisation-layer.drv',
        },
      ],
      [
        'an image whose parts have gone is',
        {
          ...LAYERED,
          '--outputs x-base.json.drv x-customisation-layer.drv':
            'x-base.json x-customisation-layer',
          '--references layers.json.drv': 'x-base.json.drv x-customisation-layer.drv',
        },
      ],
    ])('%s refused', async (_, answers) => {
      const { run, pathOf } = folderWithImage(answers);
      const { stderr, exitCode } = await run(pathOf('web'));
      expect(stderr).toContain(`expected a closure graph\n${IMAGE}\n`);
      expect(exitCode).toBe(3);
    });
  });

  describe('of nix2container', () => {
    const GRAPHS = {
      '--deriver web.json': 'web.json.drv',
      '--references web.json.drv': 'layers.json.drv config.json.drv',
      '--references layers.json.drv config.json.drv': 'closure-graph.json.drv graph.json.drv',
      '--outputs closure-graph.json.drv graph.json.drv': 'closure-graph.json graph.json',
      '--outputs closure-graph.json.drv': 'closure-graph.json',
      '--outputs graph.json.drv': 'graph.json',
    };

    /** An image with two layers, and a folder with graphs that do not say what is in it. */
    function folderWithNix2container(answers: Readonly<Record<string, string>>) {
      const nix = folderWithImage(answers);
      const layers = [
        ['app', 'bash'],
        ['glibc', 'app'],
      ].map((names) => ({
        paths: names.map((name) => ({ path: nix.pathOf(name) })),
      }));
      const image = { version: 1, 'image-config': {}, layers: [...layers, { paths: null }] };
      writeFileSync(nix.pathOf('web.json'), JSON.stringify(image));
      writeFileSync(nix.pathOf('closure-graph.json'), '[]');
      return nix;
    }

    test('with our layers is ours, not one of those that it makes itself', async () => {
      const { run, pathOf } = folderWithNix2container(GRAPHS);
      writeFileSync(pathOf('graph.json'), fixtureText('web.attrs.json'));
      const [ofImage, ofGraph] = [await run(pathOf('web.json')), await run(pathOf('graph.json'))];
      expect(ofImage).toEqual(ofGraph);
      expect(ofImage.exitCode).toBe(0);
    });

    test('with layers of its own is asked of Nix for what the image lists', async () => {
      const { run, pathOf, log } = folderWithNix2container({
        ...GRAPHS,
        '--references layers.json.drv config.json.drv': 'closure-graph.json.drv',
        '--references closure-graph.json.drv': 'jq.drv',
      });
      await run(pathOf('web.json'));
      const paths = ['app', 'bash', 'glibc'].map(pathOf).join(' ');
      expect(log()).toEqual([`${ASKED} path-info --json -r ${paths}`]);
    });
  });
});

const IMAGE =
  'give the graph that the image was grouped by: the .graph of buildImage, lib.imageGraph for dockerTools, or `nix path-info --json -r` of its contents';
const PATH_INFO = 'give what `nix path-info --json -r PATH` prints';
const GROUPING = 'give the graph that it was made from; group-layers diff compares groupings';

describe('what is not a graph is called what it is', () => {
  const tar = new Uint8Array(512);
  tar.set(Buffer.from('ustar'), 257);
  test.each<[string, string | Uint8Array, string, string]>([
    [
      '--graph',
      'digraph G {\n"a" -> "b";\n}\n',
      'a drawing for Graphviz, as nix-store -q --graph prints',
      PATH_INFO,
    ],
    [
      'narinfo',
      `StorePath: /nix/store/${DIGEST}-x\nURL: nar/x\n`,
      'the narinfo of a single store path',
      PATH_INFO,
    ],
    [
      '.drv',
      'Derive([("out","/nix/store/x","","")],[],[],"","",[],[])',
      'a derivation, not what it builds',
      'build it with `nix-store -r FILE.drv`, and give the store path that this prints',
    ],
    [
      'derivation show',
      `{"/nix/store/${DIGEST}-x.drv": {"outputs": {}}}`,
      'derivations, not what they build',
      'build them, and give what `nix path-info --json -r PATH` prints',
    ],
    [
      'stream script',
      '#!/bin/bash -e\nexec "/nix/store/x-stream" /nix/store/y-conf.json\n',
      'a script that streams an image, such as dockerTools makes',
      IMAGE,
    ],
    ['archive', tar, 'a tar archive, such as that of an image', IMAGE],
    [
      'docker manifest',
      '[{"Config": "x.json", "RepoTags": [], "Layers": []}]',
      'the manifest of a docker archive',
      IMAGE,
    ],
    ['OCI manifest', '{"schemaVersion": 2, "manifests": []}', 'an OCI manifest', IMAGE],
    ['oci-layout', '{"imageLayoutVersion": "1.0.0"}', 'the oci-layout file of an image', IMAGE],
    [
      'nix2container',
      '{"version": 1, "image-config": {}, "layers": []}',
      'an image of nix2container',
      IMAGE,
    ],
    [
      'grouping',
      `[{"contents": ["/nix/store/${DIGEST}-x"], "narSize": 1}]`,
      'a grouping, as group-layers writes it',
      GROUPING,
    ],
    [
      'paths',
      `[["/nix/store/${DIGEST}-x"]]`,
      'a list of layers, as --format paths writes',
      GROUPING,
    ],
    [
      'popularity',
      '{"images": 3, "counts": {}}',
      'popularity data',
      'give these with --popularity, and a graph beside',
    ],
  ])('%s', async (_, input, found, advice) => {
    const { stderr, exitCode } = await runCommand(['-'], { input, cwd: scratchFolder() });
    expect(stderr).toBe(`group-layers: <stdin>: ${found}, expected a closure graph\n${advice}\n`);
    expect(exitCode).toBe(3);
  });

  test.each(['layout', `${DIGEST}-layout`])('an OCI layout, %s', async (name) => {
    // of an image in a store the graph would be asked of Nix
    const folder = join(scratchFolder(), name);
    mkdirSync(folder);
    writeFileSync(join(folder, 'oci-layout'), '{}');
    const environment = { PATH: '/nonexistent' };
    const { stderr, exitCode } = await runCommand(['sweep', folder], { environment });
    expect([stderr, exitCode]).toEqual([
      `group-layers: ${folder}: the OCI layout of an image, expected a closure graph\n${IMAGE}\n`,
      3,
    ]);
  });

  test.each([
    [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], 'xz'],
    [[0x42, 0x5a, 0x68, 0x39], 'bzip2'],
  ])('%j, which is compressed by %s', async (bytes, name) => {
    const { stderr, exitCode } = await runCommand(['-'], { input: Uint8Array.from(bytes) });
    expect(stderr).toBe(
      `group-layers: <stdin>: compressed by ${name}, which this Node.js does not read\n` +
        `unpack it first: ${name} -dc | group-layers -\n`,
    );
    expect(exitCode).toBe(3);
  });
});

describe('warnings', () => {
  const graphOf = (...names: string[]) =>
    JSON.stringify(
      names.map((name, index) => ({
        path: `/nix/store/${String(index).padStart(32, '0')}-${name}`,
        narSize: 1,
        references: [],
      })),
    );
  const stderrOf = async (input: string, ...args: string[]) =>
    (await runCommand(['-', '-o', '/dev/null', ...args], { input })).stderr;

  test.each([[['hello']], [['web.tar.gz', 'layer']], [['stream-web']]])(
    'of a graph that may be that of an image: %j',
    async (names) => {
      expect(await stderrOf(graphOf(...names))).toContain('if that is an image, give the graph');
      expect(await stderrOf(graphOf(...names), '-q')).toBe('');
    },
  );

  test('of guessed roots, but not of known ones', async () => {
    const guessed = 'no roots given: took the store paths without referrers, 2 of them';
    expect(await stderrOf(graphOf('a-1', 'b-2'))).toContain(guessed);
    for (const root of ['a', 'a-1', '0'.repeat(32)]) {
      const args = ['-', '--dry-run', '--root', root];
      const { stdout, stderr } = await runCommand(args, { input: graphOf('a-1', 'b-2') });
      expect(stderr).toBe('');
      expect(stdout).toContain('· 1 store paths ·');
    }
    expect(await stderrOf(graphOf('a-1', 'b-2'), '--root', 'c')).toContain(
      'no store path "c" in the closure',
    );
  });

  test.each(['sweep', 'compare', 'report', 'explain', 'check'])(
    'of guessed roots by %s',
    async (name) => {
      const cwd = scratchFolder();
      writeFileSync(join(cwd, 'group-layers.json'), '{}');
      const more = name === 'explain' ? ['bash'] : [];
      const { stderr } = await runCommand([name, WEB, ...more], { cwd });
      expect(stderr).toContain('no roots given: took the store paths without referrers, 6 of them');
    },
  );
});
