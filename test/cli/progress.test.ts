import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { progress } from '../../src/cli/progress.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The output of three steps of 0.6 s each. */
function written(isTTY: boolean): string[] {
  const lines: string[] = [];
  const stream = { isTTY, write: (text: string) => lines.push(text) > 0 };
  const report = progress(stream as unknown as NodeJS.WriteStream, 3);
  for (const step of ['one', 'two', 'three']) {
    vi.advanceTimersByTime(600);
    report.step(step);
  }
  report.end();
  return lines;
}

test('progress is told on a terminal, once it has taken a second, and taken away', () => {
  expect(written(true)).toEqual(['\r\u001b[Ktwo, 2 of 3', '\r\u001b[Kthree, 3 of 3', '\r\u001b[K']);
  expect(written(false)).toEqual([]);
});
