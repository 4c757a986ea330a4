# Reads grouped-layers.json back: import-from-derivation. A list of lists of store paths.
#
# The text that readFile gives carries the whole closure as context, so that every layer would depend
# on everything; without any context a layer's paths would not be in its sandbox, and not be safe
# from garbage collection. So it is given back path by path. That is done with appendContext and
# not with storePath, which pure evaluation refuses.
groupedLayers:
let
  grouping = builtins.fromJSON (
    builtins.unsafeDiscardStringContext (builtins.readFile groupedLayers)
  );
  withContext = path: builtins.appendContext path { ${path}.path = true; };
in
map (layer: map withContext layer.contents) grouping
