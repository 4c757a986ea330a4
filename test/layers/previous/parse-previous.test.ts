import { expect, test } from 'vitest';
import { InputError } from '../../../src/input/input-error.ts';
import { parsePrevious } from '../../../src/layers/previous/parse-previous.ts';

const PATH = '/nix/store/rbyz4sfnnsj1cygs1lyb7fsf4c4qz5md-bash-5.2';

test.each([
  [
    'objects',
    `[{"contents": ["${PATH}"], "narSize": 7}]`,
    { name: 'bash-5.2', key: 'bash-5.2 rbyz4sfn' },
  ],
  ['store paths', `[["${PATH}"]]`, { name: 'bash-5.2', key: 'bash-5.2 rbyz4sfn' }],
  ['names and builds', '[["bash-5.2 rbyz4sfn"]]', { name: 'bash-5.2', key: 'bash-5.2 rbyz4sfn' }],
  ['names', '[["bash-5.2"]]', { name: 'bash-5.2', key: 'bash-5.2' }],
])('reads %s', (_, text, path) => {
  expect(parsePrevious(text)).toEqual([[path]]);
});

test.each([
  '{}',
  '[1]',
  '[[]]',
  '[[1]]',
  '[["a b"]]',
  '[["/nix/store/short-name"]]',
  '[["bash rbyz4sfn more"]]',
  '[{"paths": ["a"]}]',
  'no JSON',
])('refuses %s', (text) => {
  expect(() => parsePrevious(text)).toThrow(InputError);
});
