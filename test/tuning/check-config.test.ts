import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/input/input-error.ts';
import { OVERHEAD_FORMS } from '../../src/layers/budget-presets.ts';
import { parseCheckConfig } from '../../src/tuning/check-config.ts';

test('every rule can be given, and the schema', () => {
  const config = {
    $schema: 'dist/share/group-layers/check.schema.json',
    budget: 40,
    strategy: 'largest',
    layerOverhead: 0,
    sharingWeight: 0.5,
    sizeThreshold: 1,
    popularityThreshold: 2,
    maxLayers: 1,
    maxLargestShare: 1,
    maxPulledBytes: 0,
    maxPullExcess: 0,
    alone: ['glibc'],
    forbidden: [],
    allowed: ['*'],
  };
  expect(parseCheckConfig(JSON.stringify(config))).toEqual(config);
  expect(parseCheckConfig('{}')).toEqual({});
});

describe('refused is', () => {
  const whole = (least: number) => `a whole number of ${least} or more`;
  test.each<[string, string, string | undefined]>([
    ['[]', '', 'an object'],
    ['null', '', 'an object'],
    ['7', '', 'an object'],
    ['{"budget": 0}', 'budget', whole(1)],
    ['{"budget": 1.5}', 'budget', whole(1)],
    ['{"budget": "3"}', 'budget', whole(1)],
    ['{"budget": null}', 'budget', whole(1)],
    ['{"budget": 1e300}', 'budget', whole(1)],
    ['{"maxLayers": 0}', 'maxLayers', whole(1)],
    ['{"maxPulledBytes": -1}', 'maxPulledBytes', whole(0)],
    ['{"layerOverhead": true}', 'layerOverhead', `${whole(0)}, ${OVERHEAD_FORMS}`],
    ['{"layerOverhead": "5 parsecs"}', 'layerOverhead', `${whole(0)}, ${OVERHEAD_FORMS}`],
    ['{"base": "base.tar"}', 'base', 'an array of names of files'],
    ['{"reserve": -1}', 'reserve', whole(0)],
    ['{"runtime": "lxc"}', 'runtime', 'one of docker, containerd, podman, ecr'],
    ['{"sharingWeight": -1}', 'sharingWeight', 'a number of 0 or more'],
    ['{"maxLargestShare": 12}', 'maxLargestShare', 'a number from 0 to 1'],
    ['{"maxPullExcess": -0.1}', 'maxPullExcess', 'a number from 0 to 1'],
    ['{"maxPullExcess": "5 %"}', 'maxPullExcess', 'a number from 0 to 1'],
    ['{"alone": "glibc"}', 'alone', 'an array of names'],
    ['{"alone": ["a", 3]}', 'alone[1]', 'a name'],
    ['{"forbidden": [""]}', 'forbidden[0]', 'a name'],
    [
      '{"strategy": "best"}',
      'strategy',
      'one of expected-pull, nixery, auto-layer, popularity, largest',
    ],
    ['{"maxLayer": 3}', 'maxLayer', undefined],
    ['{"__proto__": 3}', '__proto__', undefined],
    ['{"constructor": 3}', 'constructor', undefined],
  ])('%s', (text, place, expected) => {
    const refused = () => parseCheckConfig(text);
    expect(refused).toThrow(InputError);
    expect(refused).toThrow(
      expect.objectContaining({
        findings: [expect.objectContaining({ place, ...(expected && { expected }) })],
      }),
    );
  });

  test.each(['', '{', '{"budget": 3,}', '{"budget": 3} {}'])(
    'text that is not JSON: %j',
    (text) => {
      expect(() => parseCheckConfig(text)).toThrow(InputError);
    },
  );

  test('with every error', () => {
    const refused = () => parseCheckConfig('{"budget": 0, "a": 1, "b": 2, "alone": [1, ""]}');
    expect(refused).toThrow(
      expect.objectContaining({ findings: expect.objectContaining({ length: 5 }) }),
    );
  });
});
