# The graph of what goes into an image, in the form that Nix writes for exportReferencesGraph: its
# roots, and each store path of their closure with size and references. It is Nix that writes it,
# and the same Nix that finds the references in the result.
{ runCommand, jq }:
{
  # What the closure is of.
  roots,
  # Store paths that are not in the image themselves; those of the roots stand for what they refer to. So any
  # text with store paths in it can be a source of roots, and a list of roots as long as it likes.
  carriers ? [ ],
}:
runCommand "graph.json"
  {
    __structuredAttrs = true;
    preferLocalBuild = true;
    nativeBuildInputs = [ jq ];
    exportReferencesGraph.graph = roots;
    rootPaths = map toString roots;
    carrierPaths = map toString carriers;
  }
  ''
    jq '
      ((.graph // []) | INDEX(.path)) as $entries
      | (.carrierPaths | INDEX(.)) as $carriers
      | def kept: map(select($carriers[.] | not));
        def referred_to: $entries[$carriers[]] | values | .references[];
        { exportReferencesGraph: { graph: (.rootPaths + [referred_to] | unique | kept) },
          graph: [$entries[] | select($carriers[.path] | not) | .references |= kept] }
    ' "$NIX_BUILD_TOP/.attrs.json" > "$out"
  ''
