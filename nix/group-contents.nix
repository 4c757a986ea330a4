# grouped-layers.json: the closure of an image, grouped. It is Nix that writes the graph, for
# exportReferencesGraph, and the same Nix that finds the references in the result.
{
  runCommand,
  jq,
  group-layers,
}:
{
  # What the closure is of.
  roots,
  # Those of the roots that are not in the image themselves, just what they refer to: any text with store
  # paths in it can be a source of roots that way, and a list of roots as long as it likes.
  carriers,
  # Most layers, what `base` needs included.
  budget,
  # What base-image.nix gives, or null.
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
