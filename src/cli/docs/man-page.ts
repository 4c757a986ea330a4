import { CHECK_RULES } from '../../tuning/check-rules.ts';
import type { CommandDeclaration, Declarations, OptionDeclaration } from './declaration.ts';

const EXIT_STATUS = [
  ['0', 'done'],
  ['1', 'check found a broken rule'],
  ['2', 'wrong usage'],
  ['3', 'an input could not be read or was refused'],
  ['4', 'the output could not be written'],
  ['70', 'a bug'],
] as const;

/** The manual page, group-layers(1), in roff with the man macros. */
export function manPage({ root, commands }: Declarations, version: string): string {
  const lines = [
    `.TH GROUP-LAYERS 1 "" "group-layers ${version}"`,
    '.SH NAME',
    'group-layers \\- group the store paths of a Nix closure into container image layers',
    '.SH SYNOPSIS',
    ...[root, ...commands].flatMap((command, index) => [
      ...(index === 0 ? [] : ['.br']),
      `${bold(calledOf(command))} [options] ${text(command.usage)}`,
    ]),
    '.SH DESCRIPTION',
    text(root.description),
    ...bodyOf(root),
    '.SH COMMANDS',
    ...commands.flatMap((command) => [
      `.SS ${text(calledOf(command))} ${text(command.usage)}`,
      text(command.description),
      ...bodyOf(command),
    ]),
    '.SH CONFIG OF CHECK',
    'A JSON object with any of:',
    ...Object.entries(CHECK_RULES).flatMap(([rule, meaning]) => tagged(bold(rule), meaning)),
    '.SH EXIT STATUS',
    ...EXIT_STATUS.flatMap(([code, meaning]) => tagged(code, meaning)),
    '.SH ENVIRONMENT',
    ...tagged(
      `${bold('NIX_BUILD_TOP')}, ${bold('NIX_ATTRS_JSON_FILE')}`,
      'where .attrs.json is looked for when no graph is named',
    ),
    ...tagged(bold('NO_COLOR'), 'no colours, unless --color always'),
  ];
  return `${lines.join('\n')}\n`;
}

function calledOf({ name }: CommandDeclaration): string {
  return name === '' ? 'group-layers' : `group-layers ${name}`;
}

function bodyOf({ arguments: all, options, examples }: CommandDeclaration): string[] {
  return [
    ...all.flatMap(({ name, description, choices }) =>
      tagged(`\\fI${text(name)}\\fR`, described(description, choices)),
    ),
    ...options.flatMap((option) => tagged(termOf(option), meaningOf(option))),
    '.PP',
    'Examples:',
    '.PP',
    '.nf',
    ...examples.map((example) => text(example)),
    '.fi',
  ];
}

function termOf({ flags, value }: OptionDeclaration): string {
  const argument = value === undefined ? '' : ` \\fI${text(value)}\\fR`;
  return flags.map(bold).join(', ') + argument;
}

function meaningOf({ description, choices, defaultValue }: OptionDeclaration): string {
  return [
    described(description, choices),
    ...(defaultValue === undefined ? [] : [`default: ${defaultValue}`]),
  ].join('; ');
}

function described(description: string, choices: readonly string[]): string {
  return choices.length > 0 ? `${description}; one of ${choices.join(', ')}` : description;
}

function tagged(term: string, meaning: string): string[] {
  return ['.TP', term, text(meaning)];
}

function bold(word: string): string {
  return `\\fB${text(word)}\\fR`;
}

/** Text that roff prints as it is: without escapes, requests at the start of a line, and typeset dashes. */
function text(plain: string): string {
  return plain
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/, '\\&');
}
