# grouped-layers.json: the grouping of an image's closure. Nix writes the graph, for
# exportReferencesGraph, and also finds the references in the result.
{
  runCommand,
  jq,
  group-layers,
}:
{
  # The roots of the closure.
  roots,
  # The roots that are not in the image themselves, only what they refer to. So any text that contains
  # store paths can give roots, and their number is not limited.
  carriers,
  # Most layers, including those of `base`.
  budget,
  # The result of base-image.nix, or null.
  base,
  groupArgs,
}:
runCommand "grouped-layers.json"
  {
    __structuredAttrs = true;
    preferLocalBuild = true;
    nativeBuildInputs = [
      group-layers
      jq
    ];
    exportReferencesGraph.graph = roots;
    inherit
      budget
      groupArgs
      base
      ;
    rootPaths = map toString roots;
    carrierPaths = map toString carriers;
  }
  ''
    basePaths=/dev/null
    if [[ -n ''${base-} ]]; then
      baseLayers=("$base"/layers/*)
      basePaths=$base/store-paths
      if (( (budget -= ''${#baseLayers[@]}) < 1 )); then
        echo "buildImage: fromImage has ''${#baseLayers[@]} layers, which leaves none for the store paths: raise maxLayers" >&2
        exit 1
      fi
    fi
    jq --rawfile basePaths "$basePaths" '
      ((.graph // []) | INDEX(.path)) as $entries
      | (.carrierPaths | INDEX(.)) as $carriers
      | ($carriers + ($basePaths | split("\n") | INDEX(.))) as $left_out
      | def kept: map(select($left_out[.] | not));
        { exportReferencesGraph: { graph: (.rootPaths + [$entries[$carriers[]].references[]] | unique | kept) },
          graph: [$entries[] | select($left_out[.path] | not) | .references |= kept] }
    ' "$NIX_BUILD_TOP/.attrs.json" > graph.json
    group-layers graph.json --budget "$budget" --out "$out" "''${groupArgs[@]}"
  ''
