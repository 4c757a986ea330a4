// node --predictable write-code-cache.cjs BUNDLE CACHE ARGUMENT…: runs a bundle with the arguments, and writes what V8 compiled of it for
// start.cjs. With --predictable, which V8 does not compare, the same bytes are written every time.
const { readFileSync, writeFileSync } = require('node:fs');
const { wrap } = require('node:module');
const { dirname, resolve } = require('node:path');
const { Script } = require('node:vm');

const [, filename, cache] = process.argv.splice(1, 3, 'group-layers').map((path) => resolve(path));
const script = new Script(wrap(readFileSync(filename, 'utf8')), { filename });
process.on('exit', () => writeFileSync(cache, script.createCachedData()));
script.runInThisContext()(exports, require, module, filename, dirname(filename));
