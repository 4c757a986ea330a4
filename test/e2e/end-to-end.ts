import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, it } from 'vitest';

/** A suite that needs these programs. If one is missing it is skipped, or fails with GROUP_LAYERS_E2E=required. */
export function endToEnd(name: string, programs: readonly string[], suite: () => void): void {
  const missing = programs.filter((program) => !isInstalled(program)).join(', ');
  if (missing === '') {
    describe(name, suite);
  } else if (process.env['GROUP_LAYERS_E2E'] === 'required') {
    it(name, () => {
      throw new Error(`not installed: ${missing}`);
    });
  } else {
    process.stderr.write(`skipped, not installed: ${missing} (${name})\n`);
    describe.skip(name, suite);
  }
}

function isInstalled(program: string): boolean {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.some((folder) => existsSync(join(folder, program)));
}
