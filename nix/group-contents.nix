# grouped-layers.json: the closure of an image, grouped. It is Nix that writes the graph, for
# exportReferencesGraph, and the same Nix that finds the references in the result.
{
  lib,
  runCommand,
  jq,
  group-layers,
}:
{
  # Store paths that refer to the roots of the image and are not in it themselves: what the image
  # is asked for comes through them, so that any text with store paths in it can be a source of
  # roots and a list of roots may be as long as it likes.
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
    exportReferencesGraph.graph = carriers;
    inherit
      budget
      groupArgs
      base
      ;
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
      (.graph | INDEX(.path)) as $entries
      | (.carrierPaths | INDEX(.)) as $carriers
      | ($carriers + ($basePaths | split("\n") | INDEX(.))) as $left_out
      | def kept: map(select($left_out[.] | not));
        { exportReferencesGraph: { graph: [$entries[$carriers[]].references[]] | unique | kept },
          graph: [$entries[] | select($left_out[.path] | not) | .references |= kept] }
    ' "$NIX_BUILD_TOP/.attrs.json" > graph.json
    group-layers graph.json --budget "$budget" --out "$out" "''${groupArgs[@]}"
  ''
