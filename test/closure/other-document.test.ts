import { expect, test } from 'vitest';
import { otherDocument } from '../../src/closure/other-document.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  ['digraph G {', 'a drawing for Graphviz'],
  ['strict digraph "x" {', 'a drawing for Graphviz'],
  ['StorePath: /nix/store/x', 'the narinfo of a single store path'],
  ['System: x\nStorePath: /nix/store/x', 'the narinfo of a single store path'],
  ['Derive([', 'a derivation, not what it builds'],
  ['#!/bin/sh\nexec stream_layered_image.py x', 'a script that streams an image'],
  ['#!/bin/sh\nexec /nix/store/x-stream y', 'a script that streams an image'],
  ['#!/bin/sh\ncat x-conf.json', 'a script that streams an image'],
  ['#!/bin/sh\necho', 'a script'],
  [`${'\0'.repeat(257)}ustar`, 'a tar archive'],
  ['\r\0\0\0\0\0\0\0nix-archive-1', 'a NAR, the archive of a store path'],
  ['{"contents": [], "narSize": 1}', 'a grouping'],
  ['[{"contents": [], "narSize": 1}, 7]', 'a grouping'],
  ['[{"Config": "x", "Layers": []}]', 'the manifest of a docker archive'],
  ['{"schemaVersion": 2}', 'an OCI manifest'],
  ['{"imageLayoutVersion": "1.0.0"}', 'the oci-layout file of an image'],
  ['{"image-config": {}, "layers": []}', 'an image of nix2container'],
  ['{"store_layers": []}', 'the configuration of an image of dockerTools'],
  ['{"rootfs": {}, "architecture": "x"}', 'the configuration of an OCI image'],
  ['{"images": 1, "counts": {}}', 'popularity data'],
  ['[["/nix/store/x"]]', 'a list of layers'],
  ['{"/nix/store/x.drv": {}}', 'derivations, not what they build'],
])('%j is %s', (text, found) => {
  const other = otherDocument(bytes(text))!;
  expect(other.found.startsWith(found)).toBe(true);
  expect(other.found === 'a script').toBe(found === 'a script');
  expect(other.advice).toMatch(/^(?:give|build) /);
});

test.each([
  ...['', '[]', '{}', '7', 'null', '"x"', '[7]', '[[7]]', '[null]', '{'],
  ...['{"contents": []}', '{"Config": 1}', '{"images": 1}', '{"rootfs": {}}'],
  '{"/nix/store/x.drv": {}, "/nix/store/x": {}}',
  `${' '.repeat(256)}ustar`,
  'digraphs',
  'The\nStorePath: /nix/store/x',
])('%j is not known', (text) => {
  expect(otherDocument(bytes(text))).toBeUndefined();
});

test('a large document of JSON is not parsed', () => {
  const grouping = '{"contents": [], "narSize": 1}';
  const padded = (length: number) => bytes(grouping.padEnd(length));
  expect(otherDocument(padded(2 ** 21))).toBeDefined();
  expect(otherDocument(padded(2 ** 21 + 1))).toBeUndefined();
});
