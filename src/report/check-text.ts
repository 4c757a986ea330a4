import type { CheckFinding, CheckResult } from '../tuning/check.ts';
import type { Colors } from './colors.ts';
import { printable } from './printable.ts';

export type CheckFormat = 'text' | 'json' | 'github';

/**
 * What a check found, for people, as JSON, or as GitHub's workflow commands, which annotate a pull
 * request.
 *
 * @param config the file that the rules are in
 */
export function checkText(
  result: CheckResult,
  format: CheckFormat,
  config: string,
  colors: Colors,
): string {
  const { checked, findings } = result;
  switch (format) {
    case 'json':
      return `${JSON.stringify({ passed: findings.length === 0, ...result }, null, 2)}\n`;
    case 'github':
      return findings.map((finding) => `${annotation(finding, config)}\n`).join('');
    case 'text':
      return findings.length === 0
        ? `${colors.green('passed')}: ${checked.join(', ') || 'there was nothing to check'}\n`
        : checked
            .map((rule) => findings.filter((finding) => finding.rule === rule))
            .filter(({ length }) => length > 0)
            .map((broken) => paragraph(broken, config, colors))
            .join('\n');
  }
}

/** The findings of one rule, and the line of config that would mend or accept them all. */
function paragraph(findings: readonly CheckFinding[], config: string, colors: Colors): string {
  const [{ fix, accept }] = findings as [CheckFinding];
  return [
    ...findings.map(
      ({ rule, message }) => `${colors.red('failed')} ${colors.bold(rule)}: ${printable(message)}`,
    ),
    ...(fix === undefined ? [] : [`  to mend it, in ${printable(config)}:    ${printable(fix)}`]),
    `  to accept it, in ${printable(config)}:  ${printable(accept)}\n`,
  ].join('\n');
}

function annotation({ rule, message, fix, accept }: CheckFinding, config: string): string {
  const mending = fix === undefined ? '' : `; to mend it: ${fix}`;
  const text = `${rule}: ${message}${mending}; to accept it: ${accept}`;
  return `::error file=${escapeProperty(config)}::${escapeData(text)}`;
}

// the workflow commands' own escapes; unprintable characters are shown, not obeyed
function escapeData(text: string): string {
  return printable(text).replaceAll('%', '%25');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
