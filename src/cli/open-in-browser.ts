import { spawn } from './spawn.ts';
import { tell } from './tell.ts';

/** What opens a URL with the program that the user has chosen for it. */
const OPENERS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Opens a URL in the user's browser, without waiting for it. If that fails, the URL is told. */
export function openInBrowser(url: string): void {
  const [program, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(program, [...args, url], { detached: true, stdio: 'ignore' });
  child.on('error', () => tell(`cannot start ${program}, which opens the page\nopen ${url}`));
  child.unref();
}
