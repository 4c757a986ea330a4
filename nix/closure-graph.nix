# The graph of what goes into an image, in the form that Nix writes for exportReferencesGraph: its
# roots, and each store path of their closure with narSize and references.
{ runCommand, jq }:
{
  # The store paths whose closure goes into the image.
  roots,
  # Store paths that are left out. If they are among the roots, what they refer to becomes the roots: any file with
  # store paths in it can state roots, as many as it holds.
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
