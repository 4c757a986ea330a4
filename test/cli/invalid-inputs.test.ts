import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixturePath } from '../helpers/fixture.ts';
import { REFUSALS } from '../helpers/refusals.ts';
import { runCommand } from '../helpers/run-command.ts';
import { scratchFolder } from '../helpers/scratch-folder.ts';

describe('refused inputs', () => {
  test('are all in the table', () => {
    expect(Object.keys(REFUSALS).sort()).toEqual(readdirSync(fixturePath('invalid')).sort());
  });

  test.each(Object.entries(REFUSALS))('%s', async (name, lines) => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'grouped-layers.json'), 'as it was');
    const file = fixturePath(`invalid/${name}`);
    const advice = lines.at(-1);
    const findings = lines
      .slice(0, -1)
      .map((line) => (/^and [0-9]+ more$/.test(line) ? line : `${file}: ${line}`));

    const { stdout, stderr, exitCode } = await runCommand([file], { cwd: folder });

    expect(stderr).toBe(`group-layers: ${[...findings, advice].join('\n')}\n`);
    expect(exitCode).toBe(3);
    expect(stdout).toBe('');
    expect(readdirSync(folder)).toEqual(['grouped-layers.json']);
    expect(readFileSync(join(folder, 'grouped-layers.json'), 'utf8')).toBe('as it was');
  });
});
