import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { groupLayers } from '../../src/layers/group-layers.ts';
import { closureGexf } from '../../src/report/closure-gexf.ts';
import { layerColour } from '../../src/report/layer-colour.ts';
import { layerHue } from '../../src/report/layer-hue.ts';
import { treemapSvg } from '../../src/report/treemap-svg.ts';
import { closureOfNames } from '../helpers/closure-of-names.ts';
import { scratchFolder } from '../helpers/scratch-folder.ts';
import { digestOf } from '../helpers/store-graph.ts';
import { openFile, startBrowser } from './browser.ts';
import { endToEnd } from './end-to-end.ts';
import { slideTo, writeReport } from './report-page.ts';

endToEnd('names and colours in a browser', ['chromium'], () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  const NAMES = [
    '<script>alert(1)<\u2044script>',
    '"><img src=x onerror=alert(1)>',
    "';alert(1);'",
    '&lt;b&gt;',
    '</script',
    '<!--<script>',
    'a\u2028b\u2029c',
    '\u202egnp.exe',
    '\ud800alone',
    '__proto__',
    'x'.repeat(10_000),
  ];

  /** A name as the page contains it in a string of JSON. */
  function escaped(name: string): string {
    const json = JSON.stringify(name).slice(1, -1);
    return json.replace(/[<>&\u2028\u2029]/g, (found) => {
      return `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`;
    });
  }

  test('shows names as text, whatever they are', async () => {
    const folder = scratchFolder();
    // no reader accepts these names, so they are put into the page in place of others
    const standIn = (v: number) => `stand-in-for-name-${v}-`;
    const entries = NAMES.map((_, v) => ({
      path: `/nix/store/${digestOf(String(v))}-${standIn(v)}`,
      narSize: 1000 + v,
      references: [],
    }));
    const file = join(folder, '<img src=x onerror=alert(2)>.json');
    writeFileSync(file, JSON.stringify(entries));
    const older = join(folder, 'old.json');
    writeFileSync(older, JSON.stringify(entries.slice(3)));
    const html = await writeReport(folder, file, '--against', older, '--budget', '4');
    writeFileSync(
      html,
      NAMES.reduce(
        (text, name, v) => text.replaceAll(standIn(v), () => escaped(name)),
        readFileSync(html, 'utf8'),
      ),
    );
    const { page, complaints } = await openFile(browser, html);
    for (const row of await page.locator('.tables tbody').first().locator('th button').all()) {
      await row.click();
    }
    await page.getByLabel('Colour by').selectOption('update');
    await slideTo(page, 2);
    expect(complaints).toEqual([]);
    expect(await page.locator('img, b b, script').count()).toBe(2);
    const text = await page.locator('main').innerText();
    expect(text).toContain('"><img src=x onerror=alert(1)>');
    expect(text).toContain('&lt;b&gt;');
    expect(text).toContain('\\u{202e}gnp.exe');
    expect(text).not.toMatch(/[\u202e\u2028\u2029]/);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(1280);
  });

  test.each(['svg', 'gexf'])('%s is well-formed with such names', async (format) => {
    const grouping = groupLayers(closureOfNames([...NAMES, 'a\uffffb']));
    const text = format === 'svg' ? treemapSvg(grouping) : closureGexf(grouping);
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    const parsed = await page.evaluate<string>(
      `new DOMParser().parseFromString(${JSON.stringify(text)}, 'application/xml').documentElement.outerHTML`,
    );
    expect(parsed).toMatch(new RegExp(`^<${format}`));
    expect(parsed).not.toMatch(/parsererror|<script/);
  });

  test('the colours of exported pictures are those that the browser computes', async () => {
    const grouping = groupLayers(closureOfNames(['glibc', 'openssl', 'bash', 'coreutils', 'git']));
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    for (const [layer, described] of grouping.layers.entries()) {
      for (const lightness of [0.6, 0.82, 0.93]) {
        const hsl = `hsl(${layerHue(grouping.closure, described)} 52% ${100 * lightness}%)`;
        const [computed, exported] = [hsl, layerColour(grouping, layer, lightness)].map(
          (colour) =>
            `(document.body.style.color = '${colour}', getComputedStyle(document.body).color)`,
        );
        expect(await page.evaluate(exported!)).toBe(await page.evaluate(computed!));
      }
    }
  });
});
