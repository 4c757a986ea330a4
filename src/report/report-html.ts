import type { ReportData } from '../tuning/report-data.ts';
import type { PageAssets } from './page-assets.ts';
import { pageHtml } from './page-html.ts';

/** The whole page as one file that loads nothing; see `pageHtml`. */
export function reportHtml(data: ReportData, { script, style }: PageAssets): string {
  const body = `<noscript>This report needs JavaScript: its own script draws it. It loads nothing.</noscript>
<script type="application/json" id="report-data">${inertJson(data)}</script>
<script>${script.text}</script>`;
  return pageHtml('group-layers report', { script, style }, body);
}

/** JSON that cannot end the element that contains it, or begin another. */
function inertJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
