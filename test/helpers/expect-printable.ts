import { expect } from 'vitest';

/** Nothing that commands a terminal or shows another text than there is, but ends of lines. */
export function expectPrintable(text: string): void {
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
}
