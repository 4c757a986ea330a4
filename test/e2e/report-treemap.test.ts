import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeCorpusFiles } from '../helpers/corpus-files.ts';
import { openFile, startBrowser } from './browser.ts';
import { endToEnd } from './end-to-end.ts';
import { slideTo, writeReport } from './report-page.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const LARGEST = 'libboost1.74-dev';

endToEnd('the treemap of an image of 466 store paths', ['chromium'], () => {
  let browser: Browser;
  let folder: string;
  let html: string;
  let single: string;
  beforeAll(async () => {
    browser = await startBrowser();
    folder = mkdtempSync(join(tmpdir(), 'report-treemap-'));
    writeCorpusFiles(folder, ['qgis'], 2);
    const [old, now] = ['00', '01'].map((step) => join(folder, `qgis.${step}.json`));
    single = await writeReport(mkdtempSync(join(folder, 'single-')), now!);
    html = await writeReport(folder, now!, '--against', old!);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  const open = async (options: BrowserContextOptions & { fragment?: string } = {}) => {
    const { fragment = '', ...rest } = options;
    const opened = await openFile(browser, html, { reducedMotion: 'reduce', ...rest });
    if (fragment !== '') {
      await opened.page.goto(`${pathToFileURL(html)}${fragment}`);
      await opened.page.reload();
    }
    return opened;
  };

  const cells = (page: Page) => page.locator('.cell[data-path]');
  const place = (page: Page) => page.locator('.place');

  /** The numbers of the layers at 94 that have several paths, by what the page has them drawn at. */
  const layersOf = (page: Page) => page.evaluate<{ layer: number; x: number; y: number }[]>(POINTS);

  test('has no hole: everywhere in a layer is its colour', async () => {
    const { page } = await open();
    for (const budget of [12, 53, 94]) {
      await slideTo(page, budget);
      await page.waitForTimeout(100);
      const { holes, points } = await page.evaluate<{ holes: number; points: number }>(HOLES);
      expect(points).toBeGreaterThan(5_000);
      expect(holes).toBe(0);
      expect(await page.evaluate(UNCOVERED)).toEqual([]);
    }
  });

  test.each([
    ['click', {}],
    ['tap', PHONE],
  ] as const)('a %s anywhere in a layer zooms into it', async (how, options) => {
    const { page, complaints } = await open(options);
    const points = await layersOf(page);
    expect(points.length).toBeGreaterThan(50);
    for (const { layer, x, y } of points.filter((_, at) => at % 7 === 0)) {
      await page.locator('.treemap-frame svg')[how]({ position: { x, y }, force: true });
      await expect.poll(() => place(page).textContent()).toContain(`› layer ${layer + 1}:`);
      const close = page.getByRole('button', { name: 'close' });
      if (await close.isVisible()) {
        await close.click();
      }
      if (layer % 2 === 0) {
        await page.keyboard.press('Escape');
      } else {
        await page.getByRole('button', { name: 'all 94 layers' }).click();
      }
      await expect.poll(() => place(page).textContent()).toBe('94 layers, 1.96 GiB');
    }
    expect(complaints).toEqual([]);
  });

  test('starts with what answers most: kept or pulled, or the chance of change', async () => {
    const { page } = await open();
    await expect.poll(() => page.getByLabel('Colour by').inputValue()).toBe('update');
    const { page: other } = await openFile(browser, single);
    expect(await other.getByLabel('Colour by').inputValue()).toBe('change');
  });

  test('a layer keeps its hue while its largest path stays', async () => {
    const { page } = await open();
    await page.getByLabel('Colour by').selectOption('layer');
    const hues = () => page.evaluate<Record<string, string>>(HUES);
    await expect.poll(async () => Object.keys(await hues()).length).toBeGreaterThan(50);
    const at94 = await hues();
    await slideTo(page, 93);
    await expect.poll(() => place(page).textContent()).toContain('93 layers');
    const at93 = await hues();
    const both = Object.keys(at94).filter((path) => path in at93);
    expect(both.length).toBeGreaterThan(50);
    expect(both.filter((path) => at93[path] !== at94[path])).toEqual([]);
  });

  test('moves store paths to their new place, unless less motion is preferred', async () => {
    for (const reducedMotion of ['no-preference', 'reduce'] as const) {
      const { page } = await open({ reducedMotion });
      await page.waitForTimeout(1000);
      const { moves, before, after } = await page.evaluate<Record<string, string>>(MOVES);
      expect(after).not.toBe(before);
      expect(Number(moves) > 0).toBe(reducedMotion === 'no-preference');
    }
  });

  test('search lists what it finds, and Enter goes there, also from another layer', async () => {
    const { page } = await open({ fragment: '#budget=24&layer=2' });
    await expect.poll(() => place(page).textContent()).toContain('› layer 2:');
    expect(await page.getByRole('complementary').textContent()).toContain('2 of 24');
    await page.getByLabel('Search').fill('libqt5');
    const hits = page.getByRole('list', { name: 'Found store paths' }).getByRole('button');
    await expect.poll(() => hits.count()).toBeGreaterThan(1);
    const first = (await hits.first().textContent())!;
    for (const hit of await hits.all()) {
      const { x, width } = (await hit.boundingBox())!;
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(1280);
    }
    await page.getByLabel('Search').press('Enter');
    const layer = /layer (\d+)/.exec(first)![1];
    await expect.poll(() => place(page).textContent()).toContain(`› layer ${layer}:`);
    const focused = page.locator('.cell:focus');
    await expect.poll(() => focused.getAttribute('aria-label')).toContain('libqt5');
    expect(await page.getByRole('complementary').textContent()).toContain('libqt5');

    await page.getByLabel('Search').fill('libc6');
    await page.getByLabel('Search').press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const second = (await hits.nth(1).textContent())!.split(' ')[0]!;
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('complementary').textContent()).toContain(second);
    await page.getByLabel('Search').press('Escape');
    await expect.poll(() => page.getByLabel('Search').inputValue()).toBe('');
  });

  test('the choices are in the address, and a link restores them', async () => {
    const { page } = await open();
    expect(new URL(page.url()).hash).toBe('');
    await slideTo(page, 24);
    await page.getByLabel('Colour by').selectOption('popularity');
    await page.getByLabel('Search').fill('python');
    await page.getByLabel('Search').press('Enter');
    await expect.poll(() => page.url()).toMatch(/path=.*search=python/);
    const { hash } = new URL(page.url());
    const entries = new URLSearchParams(hash.slice(1));
    expect([...entries.keys()]).toEqual(['budget', 'layer', 'path', 'colour', 'search']);

    const { page: other, complaints } = await open({ fragment: hash });
    await expect.poll(() => place(other).textContent()).toBe(await place(page).textContent());
    expect(await other.getByRole('slider', { name: 'Budget' }).inputValue()).toBe('23');
    expect(await other.getByLabel('Colour by').inputValue()).toBe('popularity');
    expect(await other.getByLabel('Search').inputValue()).toBe('python');
    const title = (of: Page) => of.getByRole('complementary').getByRole('heading').textContent();
    expect(await title(other)).toBe(await title(page));
    expect(await title(page)).toContain(entries.get('path'));
    expect(complaints).toEqual([]);
  });

  test('the back button leaves a layer, and the forward button enters it again', async () => {
    const { page } = await open();
    await page
      .locator('.layer-back')
      .first()
      .click({ position: { x: 5, y: 5 } });
    await expect.poll(() => page.url()).toContain('layer=');
    const inside = await place(page).textContent();
    await page.goBack();
    await expect.poll(() => place(page).textContent()).toBe('94 layers, 1.96 GiB');
    await page.goForward();
    await expect.poll(() => place(page).textContent()).toBe(inside);
  });

  test.each(['#budget=9999&layer=3', '#layer=95', '#path=nothing&colour=__proto__&from=x', '#&=%'])(
    'takes from the link %s only what it has',
    async (fragment) => {
      const { page, complaints } = await open({ fragment });
      await expect.poll(() => place(page).textContent()).toBe('94 layers, 1.96 GiB');
      expect(await page.getByLabel('Colour by').inputValue()).toBe('update');
      expect(complaints).toEqual([]);
    },
  );

  test('stands first, below the verdict, in the first screen', async () => {
    const { page } = await open({ viewport: { width: 1440, height: 900 } });
    const top = async (selector: string) => (await page.locator(selector).boundingBox())!.y;
    expect(await top('.layers .lead')).toBeLessThan(await top('.treemap-frame'));
    expect(await top('.treemap-frame')).toBeLessThan(320);
    expect(await top('.treemap-frame')).toBeLessThan(await top('.curve'));
    const { y, height } = (await page.locator('.treemap-frame').boundingBox())!;
    expect(y + height).toBeLessThan(900);
  });

  test('shows on a phone what a tap selects, without scrolling', async () => {
    const { page } = await open(PHONE);
    const details = page.getByRole('complementary');
    expect(await details.isVisible()).toBe(false);
    await page.locator('.cell[data-path]').first().tap();
    const title = details.getByRole('heading', { name: new RegExp(`^${LARGEST}`) });
    await title.waitFor();
    const { y, height } = (await title.boundingBox())!;
    expect(y).toBeGreaterThan(0);
    expect(y + height).toBeLessThan(844);
    const cell = (await page.locator('.cell.selected').boundingBox())!;
    const sheet = (await details.boundingBox())!;
    expect(cell.y + 20).toBeLessThan(sheet.y);
    const bar = (await page.locator('.budget-bar').boundingBox())!;
    expect((await place(page).boundingBox())!.y).toBeGreaterThanOrEqual(bar.y + bar.height);
    await details.getByRole('button', { name: 'close' }).tap();
    await expect.poll(() => details.isVisible()).toBe(false);
  });

  test('uses a screen of 2,560 pixels', async () => {
    const { page } = await open({ viewport: { width: 2560, height: 1440 } });
    const { width, height } = (await page.locator('.treemap-frame').boundingBox())!;
    expect(width).toBeGreaterThan(1900);
    expect(height).toBeGreaterThan(1000);
    const [curve, rest] = await Promise.all(
      ['.curve', '.strategies'].map((part) => page.locator(part).boundingBox()),
    );
    expect(curve!.y).toBe(rest!.y);
  });

  test('is on the first printed page', async () => {
    const { page } = await open({ viewport: { width: 718, height: 1000 } });
    await page.emulateMedia({ media: 'print' });
    const { y, height } = (await page.locator('.treemap-frame svg').boundingBox())!;
    expect(y + height).toBeLessThan(1000);
    const frame = (await page.locator('.curve-frame').boundingBox())!;
    const curve = (await page.locator('.curve-frame svg').boundingBox())!;
    expect(frame.height).toBeLessThanOrEqual(curve.height + 1);
  });

  test('presets and pulls tell what they are', async () => {
    const { page } = await open();
    const preset = page.getByRole('button', { name: 'chunkah 64' });
    const tip = page.getByRole('tooltip', { name: '' }).filter({ hasText: 'default of chunkah' });
    expect(await tip.isVisible()).toBe(false);
    await preset.hover();
    await expect.poll(() => tip.isVisible()).toBe(true);
    await page.mouse.move(0, 0);
    await page.keyboard.press('Tab');
    await preset.focus();
    await expect.poll(() => tip.isVisible()).toBe(true);
    const figures = await page.locator('.figures').innerText();
    expect(figures).toMatch(/Expected pull\n[^\n]+\nof the next update, by the model/);
    expect(figures).toMatch(/Real pull\n[^\n]+\nof this update; floor/);
  });

  test('titles of columns stand above their numbers', async () => {
    const { page } = await open();
    const ends = await page.evaluate<[number, number][]>(ENDS);
    expect(ends.length).toBeGreaterThan(10);
    for (const [head, cell] of ends) {
      expect(Math.abs(head - cell)).toBeLessThanOrEqual(1);
    }
  });

  test('follows the slider in a few frames', async () => {
    const { page } = await open({ reducedMotion: 'no-preference' });
    const session = await page.context().newCDPSession(page);
    // processor time, because the machine may have other things to do
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const seconds = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration')!.value;
    };
    const before = await seconds();
    const steps = await page.evaluate<number>(STEPS);
    const milliseconds = (1000 * ((await seconds()) - before)) / steps;
    expect(milliseconds).toBeGreaterThan(1);
    expect(milliseconds).toBeLessThan(80);
  });

  test('the tooltip of a path and of the ground of a layer', async () => {
    const { page } = await open();
    const tip = page.locator('#tooltip');
    await cells(page).first().hover();
    await expect.poll(() => tip.innerText()).toContain(LARGEST);
    await page
      .locator('.layer-back')
      .first()
      .hover({ position: { x: 5, y: 5 } });
    await expect.poll(() => tip.innerText()).toMatch(/^layer \d+\n\d+ store paths/);
    await page.mouse.move(0, 0);
    await expect.poll(() => tip.isVisible()).toBe(false);
    await page.keyboard.press('Tab');
    await page.locator('.cell[tabindex="0"]').focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => tip.innerText()).toContain('of updates');
  });
});

/** A place in each layer of several paths, half way between its title and its lower right corner. */
const POINTS = `[...document.querySelectorAll('.layer-back')].map((back) => {
  const { x, y, width, height } = back.getBBox();
  return { layer: Number(back.dataset.layer), x: x + width * 0.6, y: y + height * 0.7 };
})`;

/** Points of the picture around which there is neither a cell nor a layer: more than a gap. */
const HOLES = `(() => {
  const svg = document.querySelector('.treemap-frame svg');
  const { left, top, width, height } = svg.getBoundingClientRect();
  const isBare = (x, y) => !document.elementFromPoint(left + x, top + y)?.closest('.cell, .layer-back');
  const around = [-4, 0, 4].flatMap((x) => [-4, 0, 4].map((y) => [x, y]));
  let holes = 0;
  let points = 0;
  for (let x = 6; x < width - 6; x += 6) {
    for (let y = 6; y < height - 6 && top + y + 6 < innerHeight; y += 6) {
      points++;
      holes += around.every(([dx, dy]) => isBare(x + dx, y + dy)) ? 1 : 0;
    }
  }
  return { holes, points };
})()`;

/** Titles of layers under which there is no layer. */
const UNCOVERED = `[...document.querySelectorAll('.labels .title')].flatMap((title) => {
  const { x, y } = title.getBoundingClientRect();
  const found = document.elementFromPoint(x + 2, y + 4);
  return y > innerHeight - 8 || found?.matches('.layer-back') ? [] : [title.textContent];
})`;

/** The hue of each layer, by its largest path, which is its first cell. */
const HUES = `(() => {
  const hues = new Map();
  const seen = new Set();
  for (const cell of document.querySelectorAll('.cell.by-layer')) {
    const layer = cell.getAttribute('aria-label').split(' layer ')[1];
    if (!seen.has(layer)) {
      seen.add(layer);
      hues.set(cell.dataset.path, cell.style.getPropertyValue('--hue'));
    }
  }
  return Object.fromEntries(hues);
})()`;

/** How often cells were drawn on their way to a budget of 10, and where one was before and is after. */
const MOVES = `(async () => {
  const place = () => {
    const { x, y, width, height } = document.querySelector('[data-path="200"]').getBoundingClientRect();
    return [x, y, width, height].join();
  };
  let moves = 0;
  const watch = { subtree: true, attributes: true, attributeFilter: ['transform'] };
  new MutationObserver((all) => (moves += all.length)).observe(document.body, watch);
  const before = place();
  document.querySelector('[aria-describedby="preset-apko"]').click();
  await new Promise((done) => setTimeout(done, 1500));
  const after = place();
  return { moves, before, after };
})()`;

/** Right ends of the titles of columns of numbers, and of the text in their first cell. */
const ENDS = `[...document.querySelectorAll('table')].filter((t) => t.offsetParent).flatMap((table) =>
  [...table.querySelectorAll('thead th.number')].map((head) => {
    const cell = table.querySelector('tbody tr').cells[head.cellIndex];
    const end = (node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return range.getBoundingClientRect().right;
    };
    return cell.matches('.bar-cell') ? [0, 0] : [end(head), end(cell)];
  }))`;

/** Moves the slider, each step up to the end of its frame, and returns the number of steps. */
const STEPS = `(async () => {
  const slider = document.getElementById('budget');
  for (let budget = 93; budget > 63; budget--) {
    slider.value = budget;
    slider.dispatchEvent(new Event('input'));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  }
  return 30;
})()`;
