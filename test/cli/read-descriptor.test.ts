import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDescriptor, refuseTooLarge } from '../../src/cli/read-descriptor.ts';
import { scratchFolder } from '../helpers/scratch-folder.ts';

const CONTENT = 'a closure in some bytes';

test.each([1, 5, 22, 23, 24])('a file is read whole, at most %i bytes at once', (mostAtOnce) => {
  const file = join(scratchFolder(), 'graph.json');
  writeFileSync(file, CONTENT);
  const descriptor = openSync(file, 'r');
  expect(Buffer.from(readDescriptor(descriptor, mostAtOnce)).toString()).toBe(CONTENT);
  closeSync(descriptor);
});

test.each([4, 100])('from where it is read already, at most %i bytes at once', (mostAtOnce) => {
  const file = join(scratchFolder(), 'graph.json');
  writeFileSync(file, CONTENT);
  const descriptor = openSync(file, 'r');
  readSync(descriptor, Buffer.alloc(2), 0, 2, null);
  expect(Buffer.from(readDescriptor(descriptor, mostAtOnce)).toString()).toBe(CONTENT.slice(2));
  closeSync(descriptor);
});

test('what no buffer can hold is refused', () => {
  expect(() => refuseTooLarge(2 ** 53)).toThrow(/^9007199254740992 bytes, more than the \d+ that/);
});
