// Runs a benchmark, which is TypeScript, on any Node: `node test/bench/run.js NAME [OPTION]…`
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [node, , name, ...options] = process.argv;
const folder = mkdtempSync(join(tmpdir(), 'group-layers-bench-'));
const bundle = join(folder, `${name}.mjs`);
process.on('exit', () => rmSync(folder, { recursive: true }));

await build({
  entryPoints: [fileURLToPath(new URL(`${name}.ts`, import.meta.url))],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // packages in CommonJS call it
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  sourcemap: 'inline',
  logLevel: 'warning',
});
process.argv = [node, bundle, ...options];
await import(pathToFileURL(bundle).href);
