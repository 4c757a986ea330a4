import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { endToEnd } from './end-to-end.ts';
import { largeReport, PHONE, place, processorTime, slideThrough, slideTo } from './report-page.ts';

const LARGEST = 'libboost1.74-dev';

endToEnd('the treemap of an image of 466 store paths', ['chromium'], () => {
  const { open, openSingle } = largeReport();

  /** The layers of several paths, with a place in each. */
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
    const { page: other } = await openSingle();
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

  test('follows the slider in a few frames', async () => {
    const { page } = await open({ reducedMotion: 'no-preference' });
    const steps = Array.from({ length: 30 }, (_, step) => 93 - step);
    const milliseconds = (await processorTime(page, slideThrough(steps))) / steps.length;
    expect(milliseconds).toBeGreaterThan(1);
    expect(milliseconds).toBeLessThan(80);
  });

  test('the tooltip of a path and of the ground of a layer', async () => {
    const { page } = await open();
    const tip = page.locator('#tooltip');
    await page.locator('.cell[data-path]').first().hover();
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
