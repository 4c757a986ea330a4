# Reads grouped-layers.json back, by import-from-derivation. The result is a list of lists of store paths.
#
# The text that readFile returns has the whole closure as its context, so every layer would depend on
# everything. Without any context, a layer's paths would be missing in its sandbox and not be safe from
# garbage collection. So each path gets its own context again, by appendContext, because pure evaluation
# refuses storePath.
groupedLayers:
let
  grouping = builtins.fromJSON (
    builtins.unsafeDiscardStringContext (builtins.readFile groupedLayers)
  );
  withContext = path: builtins.appendContext path { ${path}.path = true; };
in
map (layer: map withContext layer.contents) grouping
