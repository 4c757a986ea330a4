// Runs a benchmark, which is TypeScript, on any Node: `npm run bench -- NAME [OPTION]…`
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [node, , name, ...options] = process.argv;
const source = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
if (!/^[a-z]+$/.test(name ?? '') || !existsSync(source)) {
  process.stderr.write(readFileSync(new URL('README.md', import.meta.url)));
  process.exit(2);
}

// in there, so that the bundle finds the packages that it does not hold
const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));
const folder = mkdtempSync(join(packages, '.group-layers-bench-'));
const bundle = join(folder, `${name}.mjs`);
process.on('exit', () => rmSync(folder, { recursive: true }));

await build({
  entryPoints: [source],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // packages in CommonJS call it
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  external: ['esbuild', 'vite'],
  sourcemap: 'inline',
  logLevel: 'warning',
});
process.argv = [node, bundle, ...options];
await import(pathToFileURL(bundle).href);
