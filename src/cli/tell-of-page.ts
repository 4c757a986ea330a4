import { pathToFileURL } from 'node:url';
import { printable } from '../report/printable.ts';
import { openInBrowser } from './open-in-browser.ts';
import { tell } from './tell.ts';

/** Says where a page was written, and opens it if that is asked for. */
export function tellOfPage(file: string, { open }: { readonly open?: true }): void {
  tell(`written to ${printable(file)}`);
  const url = pathToFileURL(file).href;
  if (open) {
    openInBrowser(url);
  } else {
    tell(`open ${url}`);
  }
}
