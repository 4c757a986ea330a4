import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { writeCorpusFiles } from '../helpers/corpus-files.ts';
import { runCommand } from '../helpers/run-command.ts';
import { openFile, startBrowser } from './browser.ts';

/** The options of a browser that is a phone. */
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

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

/** Milliseconds of processor time that a page takes for a script; the machine may have other things to do. */
export async function processorTime(page: Page, script: string): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const seconds = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')!.value;
  };
  const before = await seconds();
  await page.evaluate(script);
  return 1000 * ((await seconds()) - before);
}

/** A script that moves the slider to some of its steps, each up to the end of its frame. */
export function slideThrough(steps: readonly number[]): string {
  return `(async () => {
    const slider = document.getElementById('budget');
    for (const step of ${JSON.stringify(steps)}) {
      slider.value = step;
      slider.dispatchEvent(new Event('input'));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    }
  })()`;
}

/** The line that says which layers the treemap shows. */
export function place(page: Page) {
  return page.locator('.place');
}

/** The pages of an image of 466 store paths for the tests of a suite: with its update, and alone. */
export function largeReport() {
  let browser: Browser;
  let folder: string;
  let html: string;
  let single: string;
  beforeAll(async () => {
    browser = await startBrowser();
    folder = mkdtempSync(join(tmpdir(), 'large-report-'));
    writeCorpusFiles(folder, ['qgis'], 2);
    const [old, now] = ['00', '01'].map((step) => join(folder, `qgis.${step}.json`));
    single = await writeReport(mkdtempSync(join(folder, 'single-')), now!);
    html = await writeReport(folder, now!, '--against', old!);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });
  return {
    /** Opens the page of the update, without movement unless asked for, by a link if one is given. */
    open: async (options: BrowserContextOptions & { fragment?: string } = {}) => {
      const { fragment = '', ...rest } = options;
      const opened = await openFile(browser, html, { reducedMotion: 'reduce', ...rest });
      if (fragment !== '') {
        await opened.page.goto(`${pathToFileURL(html)}${fragment}`);
        await opened.page.reload();
      }
      return opened;
    },
    openSingle: () => openFile(browser, single),
  };
}
