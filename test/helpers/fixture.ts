import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The full path of a file in `fixtures/`. */
export function fixturePath(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
}

/** The text of a file in `fixtures/`. */
export function fixtureText(name: string): string {
  return readFileSync(fixturePath(name), 'utf8');
}
