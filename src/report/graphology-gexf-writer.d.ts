// The package's entry brings its XML parser along; the writer alone has no types of its own.
declare module 'graphology-gexf/common/writer.js' {
  import type { write } from 'graphology-gexf';

  const writeGexf: typeof write;
  export = writeGexf;
}
