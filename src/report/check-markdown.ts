import type { CheckResult } from '../tuning/check.ts';
import { folded, inCode, markdownTable } from './markdown.ts';

/**
 * The result of a check for the comment of a pull request: what is broken, with the lines of config that
 * accept it folded.
 */
export function checkMarkdown({ checked, unchecked, findings }: CheckResult): string {
  const skipped =
    unchecked.length === 0 ? '' : ` Not checked: ${unchecked.map(inCode).join(', ')}.`;
  if (findings.length === 0) {
    const rules = checked.map(inCode).join(', ');
    return `**Layers passed**: ${rules}.${skipped}\n`;
  }
  const list = findings.map(({ rule, message }) => `- ${inCode(rule)}: ${inCode(message)}`);
  const lines = [
    ...new Map(
      findings.map(({ rule, fix, accept }) => [
        accept,
        [inCode(rule), fix === undefined ? '' : inCode(fix), inCode(accept)],
      ]),
    ).values(),
  ];
  const table = markdownTable(['rule', 'to fix it', 'to accept it'], lines);
  return `**Layers failed**.${skipped}\n\n${list.join('\n')}\n\n${folded('Lines of config', table)}\n`;
}
