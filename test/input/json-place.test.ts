import { expect, test } from 'vitest';
import { jsonPlace } from '../../src/input/json-place.ts';

test.each([
  [[], ''],
  [['graph'], 'graph'],
  [['graph', 3, 'narSize'], 'graph[3].narSize'],
  [[0, 'references', 2], '[0].references[2]'],
  [['info', 'a\n"b'], 'info["a\\n\\"b"]'],
  [['/nix/store/x', 'narSize'], '["/nix/store/x"].narSize'],
  [['__proto__'], '__proto__'],
  [[''], '[""]'],
])('%j is %s', (keys, place) => {
  expect(jsonPlace(keys)).toBe(place);
});
