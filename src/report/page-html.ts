import type { PageAsset } from './page-assets.ts';

/**
 * A page as one file that loads nothing. Its policy allows its own style and script only, so that no text in it can run.
 *
 * @param title as HTML
 * @param assets the style, and the script if the body has one
 * @param body as HTML
 */
export function pageHtml(
  title: string,
  { style, script }: { readonly style: PageAsset; readonly script?: PageAsset },
  body: string,
): string {
  const scripts = script === undefined ? '' : ` script-src 'sha256-${script.sha256}';`;
  const policy = `default-src 'none';${scripts} style-src 'sha256-${style.sha256}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${style.text}</style>
</head>
<body>
${body}
</body>
</html>
`;
}
