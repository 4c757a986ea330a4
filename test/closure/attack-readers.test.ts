import { expect, test } from 'vitest';
import { attackReaders } from '../helpers/attack-readers.ts';

test('a short attack on every reader breaks no promise', () => {
  const { accepted, refused, failure } = attackReaders(20_190_810, (tried) => tried < 3000);
  expect(failure).toBeUndefined();
  // each reader was reached, and most of its inputs were almost sound
  expect(Object.keys(accepted).sort()).toEqual(Object.keys(refused).sort());
});
