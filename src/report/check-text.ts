import type { CheckFinding } from '../tuning/check.ts';
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
  findings: readonly CheckFinding[],
  format: CheckFormat,
  config: string,
  colors: Colors,
): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ passed: findings.length === 0, findings }, null, 2)}\n`;
    case 'github':
      return findings.map((finding) => `${annotation(finding, config)}\n`).join('');
    case 'text':
      return findings.length === 0
        ? `${colors.green('passed')}\n`
        : findings.map((finding) => paragraph(finding, config, colors)).join('\n');
  }
}

function paragraph(
  { rule, message, accept }: CheckFinding,
  config: string,
  colors: Colors,
): string {
  return (
    `${colors.red('failed')} ${colors.bold(rule)}: ${printable(message)}\n` +
    `  to accept it, in ${printable(config)}:  ${printable(accept)}\n`
  );
}

function annotation({ rule, message, accept }: CheckFinding, config: string): string {
  const text = `${rule}: ${message}; to accept it: ${accept}`;
  return `::error file=${escapeProperty(config)}::${escapeData(text)}`;
}

// the workflow commands' own escapes; unprintable characters are shown, not obeyed
function escapeData(text: string): string {
  return printable(text).replaceAll('%', '%25');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
