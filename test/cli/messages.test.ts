import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fixturePath, fixtureText } from '../helpers/fixture.ts';
import { runCommand, runShell } from '../helpers/run-command.ts';
import { scratchFolder } from '../helpers/scratch-folder.ts';

const SEVERAL = `group-layers: <stdin>: several graphs, one after another, expected a closure graph
give each as a file of its own; compare and popularity take several
`;
const NOT_ALIKE = 'what is pulled is because of that too';

test.each<[string, string, string | RegExp, number]>([
  ['several graphs on stdin', 'cat web.json git.json | group-layers -', SEVERAL, 3],
  ['several of path-info', 'cat web.list git.list | group-layers sweep -', SEVERAL, 3],
  [
    'two images as one series',
    'group-layers compare web.json git.json',
    'group-layers: warning: git.json has the root git, and web.json before it curl\nif these are different images, write -- between them\n',
    0,
  ],
  ['two images as two', 'group-layers compare web.json -- git.json', '', 0],
  ['two snapshots of one image', 'group-layers compare web.json web2.json', '', 0],
  [
    'a grouping at another budget',
    'group-layers diff grouped.json web2.json -b 12',
    `group-layers: warning: grouped.json has 5 layers, and web2.json has 12\nif they were grouped at different budgets, ${NOT_ALIKE}: group both alike\n`,
    0,
  ],
  ['a grouping at the same budget', 'group-layers diff grouped.json web2.json -b 5', '', 0],
  [
    'a grouping by another strategy',
    'group-layers diff grouped.json web2.json -b 5 --graph-old web.json --strategy largest',
    `group-layers: warning: grouped.json was not made by largest at a budget of 5, or by another version\nif the other side was, ${NOT_ALIKE}: give its options, or group both alike\n`,
    0,
  ],
  [
    'a grouping by these options',
    'group-layers diff grouped.json web2.json -b 5 --graph-old web.json',
    '',
    0,
  ],
  [
    'a check without a rule',
    'group-layers check web.json --config none.json',
    'group-layers: none.json: nothing to check, expected one of maxLayers, maxLargestShare, maxPulledBytes, maxPullExcess, alone, forbidden\n' +
      'to see some that pass today: group-layers check web.json --init --config rules.json\n',
    2,
  ],
  [
    'a check without what its rules are about',
    'group-layers check web.json --config updates.json',
    /^group-layers: warning: not checked without --against: maxPullExcess\ngroup-layers: updates.json: nothing to check/,
    2,
  ],
])('%s', async (_, script, stderr, exitCode) => {
  const cwd = scratchFolder();
  const files = {
    'web.json': fixtureText('web.attrs.json'),
    'web2.json': fixtureText('after-update/web.v2.attrs.json'),
    'git.json': fixtureText('git.attrs.json'),
    'web.list': fixtureText('web.path-info.json'),
    'git.list': fixtureText('git.path-info.json'),
    'grouped.json': (await runCommand([fixturePath('web.attrs.json'), '-b', '5', '-q', '-o', '-']))
      .stdout,
    'none.json': '{"budget": 5}',
    'updates.json': '{"maxPullExcess": 0.1}',
  };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(cwd, name), text);
  }
  const result = await runShell(script, { cwd });
  expect(result.exitCode).toBe(exitCode);
  if (typeof stderr === 'string') {
    expect(result.stderr).toBe(stderr);
  } else {
    expect(result.stderr).toMatch(stderr);
  }
});
