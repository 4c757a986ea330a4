import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { runCommand } from '../helpers/run-command.ts';

/** Writes a page into a folder with `group-layers report`, and expects that nothing else is told. */
export async function writeReport(folder: string, ...args: readonly string[]): Promise<string> {
  const html = join(folder, 'report.html');
  const { stderr, exitCode } = await runCommand(['report', ...args, '--html', html]);
  const told = stderr.split('\n').filter((line) => !line.includes(': no roots given: '));
  expect(told).toEqual([
    `group-layers: written to ${html}`,
    `group-layers: open ${pathToFileURL(html)}`,
    '',
  ]);
  expect(exitCode).toBe(0);
  return html;
}

/** Moves the slider to a budget; the page has all from 1 on. */
export async function slideTo(page: Page, budget: number): Promise<void> {
  await page.getByRole('slider', { name: 'Budget' }).fill(String(budget - 1));
}
