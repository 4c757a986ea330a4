const APP = '/nix/store/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-app-1.0';
const LIBC = '/nix/store/cccccccccccccccccccccccccccccccc-libc-2.40';
const LIB = '/nix/store/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb-lib-2.1';
const FORMS =
  'give the .attrs.json of a derivation with exportReferencesGraph, or what `nix path-info --json -r PATH` prints';
const NOT_TEXT =
  'give the graph itself, not compressed: .attrs.json, or what `nix path-info --json -r PATH` prints';
const AGAIN = 'write the graph again with nix path-info --json -r PATH… or exportReferencesGraph';
const ATTRIBUTES = 'set __structuredAttrs = true; exportReferencesGraph.graph = [ … ];';
const AS_BUILT =
  'give the .attrs.json as the build of the derivation sees it, with __structuredAttrs = true';
const REGISTRATION = 'write it again with nix-store --dump-db PATH… or closureInfo';
const BUILD = 'build or fetch it (nix build, nix copy), then write the graph again';
const NO_SIZES =
  'this form has no sizes; set __structuredAttrs = true in the derivation, or give `nix path-info --json -r PATH`';
const CYCLIC = 'Nix never writes a cycle: write the graph again';
const WHOLE =
  'give the whole closure (nix path-info needs -r), or leave these references out with --missing drop';
const ONE_STORE = 'give the graph of one store, not several joined';
const STORE_PATH = 'a store path, <store dir>/<32 characters of digest>-<name>';
const BYTES = 'a whole number of bytes from 0 to 2^53 - 1';

/** For each file of `fixtures/invalid` the findings, then the advice. */
export const REFUSALS: Readonly<Record<string, readonly string[]>> = {
  'attributes-export-a-string.json': [
    `exportReferencesGraph: "${APP}", expected an object of graph names and their roots`,
    ATTRIBUTES,
  ],
  'attributes-export-an-array.json': [
    'exportReferencesGraph: an array, expected an object of graph names and their roots',
    ATTRIBUTES,
  ],
  'attributes-export-null.json': [
    'exportReferencesGraph: null, expected an object of graph names and their roots',
    ATTRIBUTES,
  ],
  'attributes-graph-not-an-array.json': [
    'graph: an object, expected the array of store paths that Nix writes',
    AS_BUILT,
  ],
  'attributes-null-entry.json': ['graph[2]: null, expected an object', AGAIN],
  'attributes-proto-graph.json': [
    '__proto__: nothing, expected the array of store paths that Nix writes',
    AS_BUILT,
  ],
  'attributes-root-not-a-string.json': [
    'exportReferencesGraph.graph: a list with 7, expected a list of store paths',
    'set exportReferencesGraph.graph to the store paths that the image is requested for',
  ],
  'attributes-root-not-in-graph.json': [
    'exportReferencesGraph: the root "/nix/store/dddddddddddddddddddddddddddddddd-other-1.0", expected a store path of the graph',
    'give roots as full store paths that are in the graph',
  ],
  'attributes-root-without-array.json': [
    'graph: nothing, expected the array of store paths that Nix writes',
    AS_BUILT,
  ],
  'attributes-roots-an-object.json': [
    'exportReferencesGraph.graph: an object, expected a list of store paths',
    'set exportReferencesGraph.graph to the store paths that the image is requested for',
  ],
  'attributes-roots-empty-object.json': [
    'exportReferencesGraph: no graph, expected one',
    'set exportReferencesGraph.graph = [ … ];',
  ],
  'attributes-several-graphs.json': [
    'exportReferencesGraph: 2 graphs ("base", "graph"), expected one',
    'choose one with --graph-name',
  ],
  'attributes-without-graph.json': ['no exportReferencesGraph, expected a closure graph', FORMS],
  'binary.json': ['bytes that are not UTF-8, expected text', NOT_TEXT],
  'broken.json': ['line 14, column 3: broken JSON at "\\""', FORMS],
  'cycle-of-2.json': [`a cycle of references, ${LIB} -> ${LIBC} -> ${LIB}`, CYCLIC],
  'cycle-of-3.json': [`a cycle of references, ${APP} -> ${LIBC} -> ${APP}`, CYCLIC],
  'cycle-of-40.json': [
    'a cycle of references, /nix/store/00000000000000000000000000000000-link-0 -> /nix/store/00000000000000000000000000000001-link-1 -> /nix/store/00000000000000000000000000000002-link-2 -> /nix/store/00000000000000000000000000000003-link-3 -> /nix/store/00000000000000000000000000000004-link-4 -> /nix/store/00000000000000000000000000000005-link-5 -> /nix/store/00000000000000000000000000000006-link-6 -> (33 more) -> /nix/store/00000000000000000000000000000000-link-0',
    CYCLIC,
  ],
  'deep-nesting.json': ['[0]: an array, expected an object', AGAIN],
  'duplicate-of-other-references.json': [
    `${LIB}: two entries with different references, expected one set of references`,
    ONE_STORE,
  ],
  'duplicate-of-other-size.json': [
    `${LIB}: two entries, of 65536 and of 65537 bytes, expected one narSize`,
    ONE_STORE,
  ],
  'empty-object.json': ['no exportReferencesGraph, expected a closure graph', FORMS],
  'empty.json': ['nothing at all, expected JSON or a registration', FORMS],
  'entry-a-string.json': [`[1]: "${LIB}", expected an object`, AGAIN],
  'entry-invalid-path.json': [
    `[1]: "${LIB}", which is not valid in its store, expected a path that was built or fetched`,
    BUILD,
  ],
  'entry-null.json': ['[1]: null, expected an object', AGAIN],
  'gzip.json': [
    'compressed by gzip, but damaged: unexpected end of file',
    'write or copy it again',
  ],
  'invalid-utf8.json': ['bytes that are not UTF-8, expected text', NOT_TEXT],
  'keyed-entry-a-string.json': [
    '["/nix/store/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"]: "x", expected an object',
    AGAIN,
  ],
  'keyed-nar-size-negative.json': [`["${LIB}"].narSize: -1, expected ${BYTES}`, AGAIN],
  'keyed-null.json': [
    `["${LIB}"]: "${LIB}", which is not valid in its store, expected a path that was built or fetched`,
    BUILD,
  ],
  'keyed-proto.json': [`__proto__: "__proto__", expected ${STORE_PATH}`, AGAIN],
  'keyed-references-base-names.json': [
    `["${LIB}"].references[0]: "cccccccccccccccccccccccccccccccc-libc-2.40", expected ${STORE_PATH}`,
    AGAIN,
  ],
  'keyed-relative-path.json': [`["lib-2.1"]: "lib-2.1", expected ${STORE_PATH}`, AGAIN],
  'legacy-truncated.txt': [
    'line 2: the form of exportReferencesGraph without structured attributes, expected a form that includes narSize',
    NO_SIZES,
  ],
  'legacy.txt': [
    'line 2: the form of exportReferencesGraph without structured attributes, expected a form that includes narSize',
    NO_SIZES,
  ],
  'list-of-paths.txt': [
    'line 2: a list of store paths, expected a form that includes narSize',
    NO_SIZES,
  ],
  'nar-size-1e999.json': [`[1].narSize: Infinity, expected ${BYTES}`, AGAIN],
  'nar-size-2-to-53.json': [`[1].narSize: 9007199254740992, expected ${BYTES}`, AGAIN],
  'nar-size-fractional.json': [`[1].narSize: 65536.5, expected ${BYTES}`, AGAIN],
  'nar-size-missing.json': [
    `[0].narSize: nothing, expected ${BYTES}`,
    `[2].narSize: nothing, expected ${BYTES}`,
    AGAIN,
  ],
  'nar-size-nan.json': ['line 13, column 14: broken JSON at "N"', FORMS],
  'nar-size-negative.json': [`[1].narSize: -1, expected ${BYTES}`, AGAIN],
  'nar-size-null.json': [`[1].narSize: null, expected ${BYTES}`, AGAIN],
  'nar-size-string.json': [`[1].narSize: "65536", expected ${BYTES}`, AGAIN],
  'nar-sizes-beyond-2-to-53.json': [
    `${LIB}: narSizes that add up to more than 2^53 - 1 bytes`,
    'check the sizes: no closure is this large',
  ],
  'narinfo.txt': [
    'the narinfo of a single store path, expected a closure graph',
    'give what `nix path-info --json -r PATH` prints',
  ],
  'nario-listing.json': ['the listing of a nario archive, expected a closure graph', FORMS],
  'null.json': ['null, expected an array or an object', FORMS],
  'number.json': ['42, expected an array or an object', FORMS],
  'path-base-name.json': [
    `[1].path: "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb-lib-2.1", expected ${STORE_PATH}`,
    AGAIN,
  ],
  'path-below-a-store-path.json': [`[1].path: "${LIB}/lib/lib.so", expected ${STORE_PATH}`, AGAIN],
  'path-missing.json': [`[1].path: nothing, expected ${STORE_PATH}`, AGAIN],
  'path-relative.json': [
    `[1].path: "nix/store/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb-lib-2.1", expected ${STORE_PATH}`,
    AGAIN,
  ],
  'path-short-digest.json': [
    `[1].path: "/nix/store/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb-lib-2.1", expected ${STORE_PATH}`,
    AGAIN,
  ],
  'path-with-escape.json': [
    `[1].path: "/nix/store/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb-\\u001b[2J", expected ${STORE_PATH}`,
    AGAIN,
  ],
  'path-with-newline.json': [
    `[1].path: "${LIB}\\ngroup-layers: all is well", expected ${STORE_PATH}`,
    AGAIN,
  ],
  'path-with-nul.json': [`[1].path: "${LIB}\\u0000", expected ${STORE_PATH}`, AGAIN],
  'path-without-digest.json': [`[1].path: "/nix/store/lib-2.1", expected ${STORE_PATH}`, AGAIN],
  'path-without-name.json': [
    `[1].path: "/nix/store/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb-", expected ${STORE_PATH}`,
    AGAIN,
  ],
  'proto-array.json': [
    `[0].path: nothing, expected ${STORE_PATH}`,
    `[0].narSize: nothing, expected ${BYTES}`,
    '[0].references: nothing, expected an array of store paths',
    AGAIN,
  ],
  'reference-dangling.json': [
    `${APP}: a reference to ${LIBC}, which is not in the graph`,
    `${LIB}: a reference to ${LIBC}, which is not in the graph`,
    WHOLE,
  ],
  'references-a-string.json': [
    `[1].references: "${LIBC}", expected an array of store paths`,
    AGAIN,
  ],
  'references-base-names.json': [
    `[1].references[0]: "cccccccccccccccccccccccccccccccc-libc-2.40", expected ${STORE_PATH}`,
    AGAIN,
  ],
  'references-dangling-12.json': [
    `${APP}: a reference to /nix/store/dddddddddddddddddddddddddddddddd-gone-0, which is not in the graph`,
    `${APP}: a reference to /nix/store/dddddddddddddddddddddddddddddddd-gone-1, which is not in the graph`,
    `${APP}: a reference to /nix/store/dddddddddddddddddddddddddddddddd-gone-2, which is not in the graph`,
    `${APP}: a reference to /nix/store/dddddddddddddddddddddddddddddddd-gone-3, which is not in the graph`,
    `${APP}: a reference to /nix/store/dddddddddddddddddddddddddddddddd-gone-4, which is not in the graph`,
    `${APP}: a reference to /nix/store/dddddddddddddddddddddddddddddddd-gone-5, which is not in the graph`,
    `${APP}: a reference to /nix/store/dddddddddddddddddddddddddddddddd-gone-6, which is not in the graph`,
    `${APP}: a reference to /nix/store/dddddddddddddddddddddddddddddddd-gone-7, which is not in the graph`,
    `${APP}: a reference to /nix/store/dddddddddddddddddddddddddddddddd-gone-8, which is not in the graph`,
    `${APP}: a reference to /nix/store/dddddddddddddddddddddddddddddddd-gone-9, which is not in the graph`,
    'and 2 more',
    WHOLE,
  ],
  'references-missing.json': ['[1].references: nothing, expected an array of store paths', AGAIN],
  'references-numbers.json': [`[1].references[1]: 3, expected ${STORE_PATH}`, AGAIN],
  'registration-blank-line.txt': [`line 8: "${LIB}", expected a NAR hash`, REGISTRATION],
  'registration-count-a-word.txt': [
    'line 5: "one", expected the number of references',
    REGISTRATION,
  ],
  'registration-count-huge.txt': [
    `line 14: the end of the input, expected 9999999999999999 references of ${LIB}`,
    REGISTRATION,
  ],
  'registration-count-too-large.txt': ['line 9: "65536", expected a NAR hash', REGISTRATION],
  'registration-count-too-small.txt': [
    'line 14: the end of the input, expected a NAR hash',
    REGISTRATION,
  ],
  'registration-hash-malformed.txt': ['line 8: "sha256", expected a NAR hash', REGISTRATION],
  'registration-nar-size-2-to-53.txt': [`line 9: 9007199254740992, expected ${BYTES}`, AGAIN],
  'registration-nar-size-negative.txt': [
    'line 9: "-1", expected narSize, a whole number of bytes',
    REGISTRATION,
  ],
  'registration-path-relative.txt': [`line 7: "store/lib", expected ${STORE_PATH}`, AGAIN],
  'registration-reference-dangling.txt': [
    `${LIB}: a reference to /nix/store/dddddddddddddddddddddddddddddddd-gone-1.0, which is not in the graph`,
    WHOLE,
  ],
  'registration-reference-relative.txt': [`line 12: "libc-2.40", expected ${STORE_PATH}`, AGAIN],
  'registration-truncated-after-count.txt': [
    `line 12: the end of the input, expected 2 references of ${LIB}`,
    REGISTRATION,
  ],
  'registration-truncated-after-deriver.txt': [
    'line 11: the end of the input, expected the number of references',
    REGISTRATION,
  ],
  'registration-truncated-after-hash.txt': [
    'line 9: the end of the input, expected narSize, a whole number of bytes',
    REGISTRATION,
  ],
  'registration-truncated-after-nar-size.txt': [
    'line 10: the end of the input, expected the deriver or an empty line',
    REGISTRATION,
  ],
  'registration-truncated-after-path.txt': [
    'line 8: the end of the input, expected a NAR hash',
    REGISTRATION,
  ],
  'registration-truncated-after-reference.txt': [
    `line 13: the end of the input, expected 2 references of ${LIB}`,
    REGISTRATION,
  ],
  'registration-with-crlf.txt': [
    'line 2: "c03b9df572094eedf3e29c35e7a06b9395268d32a18b0c0e2dda49c3c4331248\\r", expected a NAR hash',
    REGISTRATION,
  ],
  'single-quotes.json': ['line 1, column 3: broken JSON at "\'"', FORMS],
  'string.json': [`"${APP}", expected an array or an object`, FORMS],
  'trailing-comma.json': ['line 28, column 2: broken JSON at "]"', FORMS],
  'truncated-in-string.json': ['line 7, column 48: broken JSON at the end of the input', FORMS],
  'truncated.json': ['line 13, column 14: broken JSON at the end of the input', FORMS],
  'two-values.json': [
    'several graphs, one after another, expected a closure graph',
    'give each as a file of its own; compare and popularity take several',
  ],
  'utf-16.json': ['bytes that are not UTF-8, expected text', NOT_TEXT],
  'web-page.html': ['"<!DOCTYPE html>", expected JSON or a registration', FORMS],
  'white-space.json': ['nothing at all, expected JSON or a registration', FORMS],
  'wrapped-info-an-array.json': [
    'info: an array, expected an object of base names and their path info',
    FORMS,
  ],
  'wrapped-null.json': [
    `info["bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb-lib-2.1"]: "${LIB}", which is not valid in its store, expected a path that was built or fetched`,
    BUILD,
  ],
  'wrapped-path-without-digest.json': [
    `info["lib-2.1"]: "/nix/store/lib-2.1", expected ${STORE_PATH}`,
    AGAIN,
  ],
  'wrapped-proto.json': [`info.__proto__: "/nix/store/__proto__", expected ${STORE_PATH}`, AGAIN],
  'wrapped-relative-store-dir.json': ['storeDir: "nix/store", expected an absolute path', FORMS],
  'wrapped-version-1.json': ['version: 1, expected a whole number of 2 or more', FORMS],
  'wrapped-version-a-string.json': ['version: "2", expected a whole number of 2 or more', FORMS],
  'wrapped-without-store-dir.json': ['storeDir: nothing, expected an absolute path', FORMS],
};
