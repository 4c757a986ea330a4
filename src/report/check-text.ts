import type { CheckFinding, CheckResult } from '../tuning/check.ts';
import { checkMarkdown } from './check-markdown.ts';
import type { Colors } from './colors.ts';
import { printable } from './printable.ts';
import { WORDS } from './words.ts';

/** The forms of the result. */
export type CheckFormat = 'text' | 'json' | 'github' | 'markdown';

/**
 * The result of a check for people, as JSON, or as GitHub's workflow commands, which annotate a pull
 * request.
 *
 * @param config the name of the file with the rules
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
    case 'markdown':
      return checkMarkdown(result);
    case 'github':
      return findings.map((finding) => `${annotation(finding, config)}\n`).join('');
    case 'text':
      return findings.length === 0
        ? `${colors.green('passed')}: ${checked.join(', ')}\n`
        : checked
            .map((rule) => findings.filter((finding) => finding.rule === rule))
            .filter(({ length }) => length > 0)
            .map((broken) => paragraph(broken, config, colors))
            .join('\n');
  }
}

/** The findings of one rule, and the lines of config that would fix or accept them all. */
function paragraph(findings: readonly CheckFinding[], config: string, colors: Colors): string {
  const [{ fix, accept }] = findings as [CheckFinding];
  return [
    ...findings.map(
      ({ rule, message }) => `${colors.red('failed')} ${colors.bold(rule)}: ${printable(message)}`,
    ),
    ...(findings[0]!.rule === 'maxPullExcess' ? [`  excess: ${WORDS.excess}`] : []),
    ...(fix === undefined ? [] : [`  to fix it, in ${printable(config)}:     ${printable(fix)}`]),
    `  to accept it, in ${printable(config)}:  ${printable(accept)}\n`,
  ].join('\n');
}

function annotation({ rule, message, fix, accept }: CheckFinding, config: string): string {
  const fixing = fix === undefined ? '' : `; to fix it: ${fix}`;
  const text = `${rule}: ${message}${fixing}; to accept it: ${accept}`;
  return `::error file=${escapeProperty(config)}::${escapeData(text)}`;
}

// the escapes of workflow commands; unprintable characters are shown
function escapeData(text: string): string {
  return printable(text).replaceAll('%', '%25');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
