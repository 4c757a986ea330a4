// Loads the bundle beside it with what V8 compiled of it when the package was built. A V8 that differs rejects that and
// compiles the bundle itself.
const { readFileSync } = require('node:fs');
const { wrap } = require('node:module');
const { Script } = require('node:vm');

const filename = `${__dirname}/bundle.cjs`;
const cachedData = readFileSync(`${__dirname}/code-cache`);
const script = new Script(wrap(readFileSync(filename, 'utf8')), { filename, cachedData });
script.runInThisContext()(exports, require, module, filename, __dirname);
