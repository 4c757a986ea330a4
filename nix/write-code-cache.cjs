// node --predictable write-code-cache.cjs BUNDLE CACHE ARGUMENT…: runs the command of a bundle with the arguments, and writes what V8 compiled
// of it for load-cached.cjs. With --predictable, which V8 does not compare, the same bytes are written every time.
const { readFileSync, writeFileSync } = require('node:fs');
const { wrap } = require('node:module');
const { dirname, resolve } = require('node:path');
const { Script } = require('node:vm');

const [filename, cache, ...args] = process.argv.slice(2);
const bundle = resolve(filename);
const script = new Script(wrap(readFileSync(bundle, 'utf8')), { filename: bundle });
script.runInThisContext()(exports, require, module, bundle, dirname(bundle));
module.exports.runCommand('', args).then(() => writeFileSync(cache, script.createCachedData()));
