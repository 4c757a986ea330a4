import type { ReportData } from '../tuning/report-data.ts';
import type { PageAssets } from './page-assets.ts';

/**
 * The whole page as one file that loads nothing. Its policy allows its own script and style only, so
 * that no text from the closure can run.
 */
export function reportHtml(data: ReportData, { script, style }: PageAssets): string {
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${script.sha256}'`,
    `style-src 'sha256-${style.sha256}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>group-layers report</title>
<style>${style.text}</style>
</head>
<body>
<noscript>This report needs JavaScript: its own script draws it. It loads nothing.</noscript>
<script type="application/json" id="report-data">${inertJson(data)}</script>
<script>${script.text}</script>
</body>
</html>
`;
}

/** JSON that cannot end the element that contains it, or begin another. */
function inertJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
