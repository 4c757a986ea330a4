import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withCurrentOutput } from './helpers/readme.ts';

test('the README shows what its commands print (UPDATE_README=1 npm test writes it anew)', () => {
  const readme = readFileSync('README.md', 'utf8');
  const current = withCurrentOutput(readme);
  if (process.env['UPDATE_README']) {
    writeFileSync('README.md', current);
  }
  expect(readme).toBe(current);
});
