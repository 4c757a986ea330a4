// The one import of it: `node:child_process` is an empty module in the bundle, since commander would load it at
// every start, and only the name without `node:` is the real one (see `bundle:command` in package.json).
// biome-ignore lint/style/useNodejsImportProtocol: see above
export { spawn } from 'child_process';
