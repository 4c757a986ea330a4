import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { createCommand } from '../../../src/cli/command.ts';
import { checkConfigSchema } from '../../../src/tuning/check-config.ts';
import { runCommand, runShell } from '../../helpers/run-command.ts';

const BASH = 'dist/share/bash-completion/completions/group-layers';
const ZSH = 'dist/share/zsh/site-functions/_group-layers';
const FISH = 'dist/share/fish/vendor_completions.d/group-layers.fish';
const MAN = 'dist/share/man/man1/group-layers.1';

const program = await createCommand('1.2.3');
const commands = [program, ...program.commands].map((command) => ({
  name: command === program ? '' : command.name(),
  flags: command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ short, long }) => [short, long].filter((flag) => flag !== undefined)),
}));

/** The completions that bash offers for the last of these words. */
function offers(...words: readonly string[]): string[] {
  const script = `source ${BASH}; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _group_layers; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync(
    'bash',
    ['--norc', '-uc', script, 'bash', 'group-layers', ...words],
    {
      encoding: 'utf8',
    },
  );
  expect(stderr).toBe('');
  return stdout.split('\n').filter((offer) => offer !== '');
}

/** The part of a text between two lines, each given by its beginning. */
function part(text: string, from: string, to: string): string {
  const start = text.indexOf(from);
  expect(start).toBeGreaterThanOrEqual(0);
  const end = text.indexOf(to, start + from.length);
  return text.slice(start, end === -1 ? undefined : end);
}

describe.each(commands)('$name', ({ name, flags }) => {
  const words = name === '' ? [] : [name];

  test('bash offers every option', () => {
    expect(offers(...words, '-').sort()).toEqual(flags.toSorted());
    expect(offers(...words, '--form')).toEqual(flags.filter((flag) => flag === '--format'));
  });

  test('zsh knows every option', () => {
    const zsh = readFileSync(ZSH, 'utf8');
    const block = name === '' ? part(zsh, '    *)', ';;') : part(zsh, `    ${name})`, ';;');
    const known = [...block.matchAll(/^ +'\*(-[^[]+)\[/gm)].map(([, flag]) => flag);
    expect(known.sort()).toEqual(flags.toSorted());
  });

  test('fish knows every option', () => {
    const condition =
      name === ''
        ? "-n 'not __fish_seen_subcommand_from"
        : `-n '__fish_seen_subcommand_from ${name}'`;
    const lines = readFileSync(FISH, 'utf8')
      .split('\n')
      .filter((line) => line.includes(condition));
    const known = lines.flatMap((line) =>
      [...line.matchAll(/ -([sl]) ([A-Za-z-]+)(?= )/g)].map(([, kind, flag]) =>
        kind === 'l' ? `--${flag}` : `-${flag}`,
      ),
    );
    expect(known.sort()).toEqual(flags.toSorted());
  });

  test('the man page tells every option and three examples', () => {
    const man = readFileSync(MAN, 'utf8').replaceAll('\\-', '-');
    const section =
      name === ''
        ? part(man, '.SH DESCRIPTION', '.SH')
        : part(man, `.SS group-layers ${name}`, '.S');
    const known = [...section.matchAll(/^\.TP\n(\\fB-.*)$/gm)].flatMap(([, term]) =>
      [...term!.matchAll(/\\fB([^\\]+)\\fR/g)].map(([, flag]) => flag),
    );
    expect(known.sort()).toEqual(flags.toSorted());
    const examples = part(section, '.nf\n', '\n.fi').split('\n').slice(1);
    expect(examples.length).toBeGreaterThanOrEqual(3);
  });
});

test('bash offers commands, choices, and else leaves files to bash', () => {
  expect(offers('').sort()).toEqual(['help', ...program.commands.map((c) => c.name())].sort());
  expect(offers('ch')).toEqual(['check']);
  expect(offers('check', '--format', 'g')).toEqual(['github']);
  expect(offers('explain', 'graph.json', 'zlib', '--format', 'd')).toEqual(['dot']);
  expect(offers('--strategy', 'l')).toEqual(['largest']);
  expect(offers('check', '--config', '')).toEqual([]);
  expect(offers('sweep', 'gra')).toEqual([]);
  expect(offers('completion', '').sort()).toEqual(['bash', 'fish', 'zsh']);
  expect(offers('completion', 'z')).toEqual(['zsh']);
});

test('bash takes the completion', () => {
  expect(spawnSync('bash', ['-n', BASH], { encoding: 'utf8' })).toMatchObject({
    status: 0,
    stderr: '',
  });
});

test('the man page tells every rule of check', () => {
  const rules = part(readFileSync(MAN, 'utf8'), '.SH CONFIG OF CHECK', '.SH');
  for (const rule of Object.keys(checkConfigSchema.shape)) {
    expect(rules).toContain(`\n\\fB${rule}\\fR\n`);
  }
});

test('no line of the man page is taken for a request', () => {
  const lines = readFileSync(MAN, 'utf8')
    .split('\n')
    .filter((line) => /^[.']/.test(line));
  expect(lines.filter((line) => !/^\.(TH|SH|SS|TP|PP|br|nf|fi)( |$)/.test(line))).toEqual([]);
});

test('the schema is that of the config, and tells what each rule means', () => {
  const schema = JSON.parse(readFileSync('dist/share/group-layers/check.schema.json', 'utf8'));
  expect(schema).toEqual(JSON.parse(JSON.stringify(z.toJSONSchema(checkConfigSchema))));
  expect(Object.keys(schema.properties)).toEqual(Object.keys(checkConfigSchema.shape));
  for (const { description } of Object.values<{ description: string }>(schema.properties)) {
    expect(description).toMatch(/[a-z]/);
  }
});

test.each([
  ['bash', BASH],
  ['zsh', ZSH],
  ['fish', FISH],
])('completion %s writes what is installed', async (shell, file) => {
  const { stdout, stderr, exitCode } = await runCommand(['completion', shell]);
  expect([stderr, exitCode]).toEqual(['', 0]);
  expect(stdout).toBe(readFileSync(file, 'utf8'));
});

test('completion is sourced by bash, which then completes', async () => {
  const script = `source <(group-layers completion bash)
    complete -p group-layers
    COMP_WORDS=(group-layers check --form) COMP_CWORD=2; _group_layers; echo "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = await runShell(script);
  expect([stderr, stdout]).toEqual([
    '',
    'complete -o default -F _group_layers group-layers\n--format\n',
  ]);
});

test.each([
  [['completion'], "missing required argument 'SHELL'"],
  [['completion', 'tcsh'], "command-argument value 'tcsh' is invalid for argument 'SHELL'"],
])('%j is wrong usage', async (args, message) => {
  const { stderr, exitCode } = await runCommand(args);
  expect(stderr).toContain(message);
  expect(exitCode).toBe(2);
});

test('the package has the man page where npm looks for it', () => {
  const { man, files } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(man).toEqual([`./${MAN}`]);
  expect(files).toContain('dist');
});
