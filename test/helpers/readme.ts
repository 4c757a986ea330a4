import { spawnSync } from 'node:child_process';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const CONSOLE_BLOCK = /```console\n\$ (.*)\n[\s\S]*?```/g;

/** The README with what each `console` block's command prints now, stdout and stderr together. */
export function withCurrentOutput(readme: string): string {
  const bin = mkdtempSync(join(tmpdir(), 'group-layers-readme-'));
  symlinkSync(resolve('bin/group-layers.js'), join(bin, 'group-layers'));
  const environment = { PATH: `${bin}:${process.env['PATH']}`, NO_COLOR: '1' };
  return readme.replace(CONSOLE_BLOCK, (_, command: string) => {
    const { stdout } = spawnSync('bash', ['-c', `(${command}) 2>&1`], { env: environment });
    // npm prints the command that it runs
    const output = stdout.toString().replace(/^(> .*\n|npm (?:warn|notice) .*\n|\n)*/, '');
    return `\`\`\`console\n$ ${command}\n${output}\`\`\``;
  });
}
