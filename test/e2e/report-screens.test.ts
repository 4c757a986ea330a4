import { expect, test } from 'vitest';
import { endToEnd } from './end-to-end.ts';
import { largeReport, PHONE, place } from './report-page.ts';

const LARGEST = 'libboost1.74-dev';

endToEnd('the page of 466 store paths on screens and paper', ['chromium'], () => {
  const { open } = largeReport();

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
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
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
});

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
