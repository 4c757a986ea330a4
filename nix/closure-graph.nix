# The graph of what goes into an image, in the form that Nix writes for exportReferencesGraph: its
# roots, and each store path of their closure with narSize and references.
{ runCommand, jq }:
{
  # The store paths whose closure goes into the image.
  roots,
  # Store paths that are left out. If they are among the roots, what they refer to becomes the roots: any file with
  # store paths in it can state roots, as many as it holds.
  carriers ? [ ],
  # What base-image.nix returns, or null; its store paths are left out.
  base ? null,
}:
runCommand "graph.json"
  {
    __structuredAttrs = true;
    preferLocalBuild = true;
    nativeBuildInputs = [ jq ];
    exportReferencesGraph.graph = roots;
    inherit base;
    rootPaths = map toString roots;
    carrierPaths = map toString carriers;
  }
  ''
    basePaths=/dev/null
    if [[ -n ''${base-} ]]; then
      basePaths=$base/store-paths
    fi
    jq --rawfile basePaths "$basePaths" '
      ((.graph // []) | INDEX(.path)) as $entries
      | (.carrierPaths | INDEX(.)) as $carriers
      | ($carriers + ($basePaths | split("\n") | INDEX(.))) as $left_out
      | def kept: map(select($left_out[.] | not));
        def referred_to: $entries[$carriers[]] | values | .references[];
        { exportReferencesGraph: { graph: (.rootPaths + [referred_to] | unique | kept) },
          graph: [$entries[] | select($left_out[.path] | not) | .references |= kept] }
    ' "$NIX_BUILD_TOP/.attrs.json" > "$out"
  ''
