import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { endToEnd } from './end-to-end.ts';
import { largeReport, place, slideTo } from './report-page.ts';

endToEnd('search and links on the page of 466 store paths', ['chromium'], () => {
  const { open } = largeReport();

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
    await expect.poll(() => page.locator('.hits').textContent()).not.toContain('libqt5');
    await page.getByLabel('Search').press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const second = (await hits.nth(1).textContent())!.split(' ')[0]!;
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('complementary').textContent()).toContain(second);
    await page.getByLabel('Search').press('Escape');
    await expect.poll(() => page.getByLabel('Search').inputValue()).toBe('');
  });

  test.each([
    ['libc6', 'libc6-2'],
    ['no store path', 'Search'],
  ])('who goes down before the list is drawn for %s keeps the focus', async (typed, focused) => {
    const { page } = await open();
    await page.getByLabel('Search').fill('libqt5');
    await expect
      .poll(() => page.getByRole('list', { name: 'Found store paths' }).textContent())
      .toContain('libqt5');
    // both before the next frame
    await page.evaluate(`{
      const field = document.querySelector('#search');
      field.value = ${JSON.stringify(typed)};
      field.dispatchEvent(new Event('input'));
      document.querySelector('.hits button').focus();
    }`);
    await expect.poll(() => page.locator('.hits').textContent()).not.toContain('libqt5');
    const name = await page.evaluate(`{
      const { textContent, labels } = document.activeElement;
      labels?.[0]?.textContent ?? textContent;
    }`);
    expect(name).toContain(focused);
  });

  test('Enter before the list is drawn goes to the largest path of what is typed', async () => {
    const { page } = await open();
    await page.evaluate(`{
      const field = document.querySelector('#search');
      field.focus();
      field.value = 'libc6-dev';
      field.dispatchEvent(new Event('input'));
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    }`);
    await expect
      .poll(() => page.locator('.cell:focus').getAttribute('aria-label'))
      .toContain('libc6-dev');
  });

  test('a name in the tables far below brings its details into sight', async () => {
    const { page } = await open({ fragment: '#budget=24&layer=2' });
    await expect.poll(() => place(page).textContent()).toContain('› layer 2:');
    const cause = page
      .getByRole('region', { name: 'What the update pulls' })
      .locator('.path')
      .first();
    const name = (await cause.textContent())!;
    await cause.click();
    const title = page.getByRole('complementary').getByRole('heading', { name });
    await expect.poll(async () => (await title.boundingBox())?.y ?? -1).toBeGreaterThan(100);
    expect((await title.boundingBox())!.y).toBeLessThan(720);
    expect(await place(page).textContent()).not.toContain('› layer 2:');
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
});
