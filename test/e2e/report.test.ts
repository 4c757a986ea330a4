import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatSize, percent } from '../../src/report/format-size.ts';
import { fixturePath } from '../helpers/fixture.ts';
import { largeGraph } from '../helpers/large-graph.ts';
import { runCommand } from '../helpers/run-command.ts';
import { scratchFolder } from '../helpers/scratch-folder.ts';
import { attrsJson } from '../helpers/store-graph.ts';
import { openFile, startBrowser } from './browser.ts';
import { endToEnd } from './end-to-end.ts';
import { processorTime, slideThrough, slideTo, writeReport } from './report-page.ts';

const OLD = fixturePath('web.attrs.json');
const NEW = fixturePath('after-update/web.libssl3.attrs.json');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function json(args: readonly string[]) {
  return JSON.parse((await runCommand(args)).stdout);
}

endToEnd('the page of report', ['chromium'], () => {
  let browser: Browser;
  let folders: string[];
  /** The page of one graph at a budget of 9, and that of an update at one of 12. */
  let single: string;
  let update: string;
  beforeAll(async () => {
    browser = await startBrowser();
    folders = ['single', 'update'].map((name) => mkdtempSync(join(tmpdir(), `report-${name}-`)));
    single = await writeReport(folders[0]!, OLD, '--budget', '9');
    update = await writeReport(folders[1]!, NEW, '--against', OLD, '--budget', '12');
  });
  afterAll(async () => {
    await browser.close();
    for (const folder of folders) {
      rmSync(folder, { recursive: true });
    }
  });

  const open = async (html: string, options = {}) => openFile(browser, html, options);

  test('opens from a file, requests nothing else, and works without errors', async () => {
    const { page, complaints } = await open(update);
    await page.getByLabel('Colour by').selectOption('update');
    await page.getByLabel('Search').fill('ssl');
    await page.getByRole('button', { name: 'chunkah 64' }).click();
    await page.getByText('The same in numbers').click();
    expect(complaints).toEqual([]);
  });

  test('runs its own script only', async () => {
    const html = join(scratchFolder(), 'changed.html');
    const text = readFileSync(single, 'utf8');
    writeFileSync(html, text.replace('</body>', '<script>document.title="owned"</script></body>'));
    const { page, complaints } = await open(html);
    expect(complaints.join('\n')).toContain('Content Security Policy');
    expect(await page.title()).toContain('web.attrs.json');
  });

  test.each([1, 12, 64])('shows at budget %i the figures of the command', async (budget) => {
    const { page } = await open(update);
    await slideTo(page, budget);

    const budgets = ['--budgets', String(budget), '--json'];
    const { rows } = await json(['sweep', NEW, '--against', OLD, ...budgets]);
    const figure = (name: string) => page.locator(`[data-figure="${name}"] b`);
    await expect.poll(() => figure('layers').textContent()).toBe(String(rows[0].layers));
    expect(await figure('expected-pull').textContent()).toBe(formatSize(rows[0].expectedPull));
    expect(await figure('pulled').textContent()).toBe(formatSize(rows[0].update.pulled));
    expect(await figure('largest').textContent()).toBe(percent(rows[0].largestShare, 1));

    const layers = await json([NEW, '-q', '-o', '-', '--budget', String(budget)]);
    await page.getByRole('button', { name: /^show more/ }).click();
    const cells = await page.locator('.tables tbody').first().locator('tr').allInnerTexts();
    const shown = cells.map((row) => row.split('\t').map((cell) => cell.trim()));
    const expected = layers.flatMap((layer: { contents: string[]; changeProbability: number }) =>
      layer.contents.map((path) => [
        path.slice(path.indexOf('-') + 1),
        String(layers.indexOf(layer) + 1),
        percent(layer.changeProbability, 1),
      ]),
    );
    expect(shown.map(([name, , layer, chance]) => [name, layer, chance]).sort()).toEqual(
      expected.sort(),
    );

    const { pulled, floor, blame } = await json([
      'diff',
      OLD,
      NEW,
      '--json',
      '--budget',
      String(budget),
    ]);
    const view = page.getByRole('region', { name: 'What the update pulls' });
    expect(await view.textContent()).toContain(`${formatSize(pulled)} pulled`);
    expect(await view.textContent()).toContain(
      'Among updates it is a large one, because of libssl3-3.0.22-1_deb12u2.',
    );
    expect(await view.textContent()).toContain(formatSize(floor));
    const [first] = await view.locator('tbody').first().locator('tr').allInnerTexts();
    const name = blame[0].path.slice(blame[0].path.indexOf('-') + 1);
    const bytes = [blame[0].own, blame[0].rebuilt, blame[0].carried].map(formatSize);
    expect(first!.split('\t').map((cell) => cell.trim())).toEqual([name, ...bytes]);
  });

  test('opens at the budget asked for, and compares the strategies there', async () => {
    const { page } = await open(single);
    expect(await page.locator('[data-figure="layers"] b').textContent()).toBe('9');
    const compared = await json(['compare', OLD, '--budget', '9', '--json']);
    const rows = await page.locator('.strategies tbody tr').allInnerTexts();
    for (const { strategy, images } of compared.strategies) {
      const row = rows.find((text) => text.startsWith(strategy))!;
      expect(row).toContain(formatSize(images[0].expectedPull));
    }
  });

  test('shows a store path as explain does', async () => {
    const { page } = await open(single);
    await page.getByLabel('Search').fill('libzstd1');
    await page
      .locator('.tables')
      .getByRole('button', { name: /^libzstd1/ })
      .click();
    const view = page.getByRole('complementary');
    await expect.poll(() => view.getByRole('heading').textContent()).toMatch(/^libzstd1/);
    const [explained] = await json(['explain', OLD, 'libzstd1', '--budget', '9', '--json']);
    const text = (await view.innerText()).replaceAll('\u00a0', ' ');
    for (const path of [...explained.referrers, ...explained.dominators]) {
      expect(text).toContain(path.slice(path.indexOf('-') + 1));
    }
    expect(text).toContain(formatSize(explained.closureSize));
    expect(text).toContain(formatSize(explained.addedSize));
  });

  test('can be used by keyboard: choose, zoom, sort', async () => {
    const { page } = await open(single);
    const focused = page.locator('.cell:focus');
    await page.locator('.cell[tabindex="0"]').focus();
    const first = await focused.getAttribute('aria-label');
    await page.keyboard.press('ArrowRight');
    const second = await focused.getAttribute('aria-label');
    expect(second).not.toBe(first);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused.getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('Escape');
    await page.locator('.layer-back').nth(1).waitFor();
    const cells = await page.locator('.cell[data-path]').count();
    await page.keyboard.press('+');
    await expect.poll(() => page.locator('.cell[data-path]').count()).toBeLessThan(cells);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.cell[data-path]').count()).toBe(cells);

    const names = page.locator('.tables tbody').first().locator('th');
    await page.getByRole('button', { name: 'store path', exact: true }).click();
    const rising = await names.allTextContents();
    expect(rising).toEqual(rising.toSorted());
    await page.getByRole('button', { name: 'store path', exact: true }).press('Enter');
    const falling = await names.allTextContents();
    expect(falling).toEqual(falling.toSorted().reverse());
  });

  test('zooms into a layer by its title', async () => {
    const { page } = await open(single);
    const title = page.locator('[data-layer]').first();
    const layer = Number(await title.getAttribute('data-layer'));
    const layers = await json([OLD, '-q', '-o', '-', '--budget', '9']);
    await title.click({ position: { x: 5, y: 5 } });
    const rows = page.locator('.tables tbody').first().locator('tr');
    await expect.poll(() => rows.count()).toBe(layers[layer].contents.length);
    await page.getByRole('button', { name: 'all 9 layers' }).click();
    await expect.poll(() => rows.count()).toBeGreaterThan(layers[layer].contents.length);
  });

  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
    ['dark', 390],
  ] as const)('passes axe, %s and %i pixels wide', async (colorScheme, width) => {
    const options = { colorScheme, viewport: { width, height: 844 }, bypassCSP: true };
    const { page } = await open(update, options);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    await page.addScriptTag({ content: AXE });
    for (const colouring of ['layer', 'change', 'popularity', 'update', 'found']) {
      if (colouring === 'found') {
        await page.getByLabel('Search').fill('lib');
        await page.getByLabel('Search').press('Enter');
        await page.locator('.cell:focus').waitFor();
        await page.getByLabel('Search').focus();
        await page.getByRole('list', { name: 'Found store paths' }).waitFor();
      } else {
        await page.getByLabel('Colour by').selectOption(colouring);
      }
      await page.waitForTimeout(400);
      const { violations } = await page.evaluate<{
        violations: { id: string; nodes: unknown[] }[];
      }>('axe.run()');
      expect(violations.map(({ id, nodes }) => `${id} × ${nodes.length}`)).toEqual([]);
    }
  });

  test('shows an empty closure', async () => {
    const { page, complaints } = await open(
      await writeReport(scratchFolder(), fixturePath('shapes/empty.attrs.json')),
    );
    await slideTo(page, 5);
    expect(await page.getByRole('banner').textContent()).toContain('0 store paths');
    expect(complaints).toEqual([]);
  });

  describe('of 5 000 store paths', () => {
    test('opens in two seconds and follows the slider', { timeout: 300_000 }, async () => {
      const folder = scratchFolder();
      const graph = join(folder, 'large.json');
      writeFileSync(graph, attrsJson(largeGraph(5000)));
      const html = await writeReport(folder, graph, '--budgets', '8,16,32,64,94');
      const before = performance.now();
      const { page, complaints } = await open(html);
      await page.locator('.cell').first().waitFor();
      expect(performance.now() - before).toBeLessThan(2000);
      expect(await processorTime(page, slideThrough([0, 1, 2, 3]))).toBeLessThan(4 * 500);
      expect(complaints).toEqual([]);
    });
  });
});
