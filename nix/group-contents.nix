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
    if [[ -n ''${base-} ]]; then
      baseLayers=("$base"/layers/*)
      (( budget -= ''${#baseLayers[@]} )) || true
    fi
    if (( budget < 1 )); then
      echo "buildImage: fromImage has ''${#baseLayers[@]} layers, which leaves none for the store paths: raise maxLayers" >&2
      exit 1
    fi
    jq '.carrierPaths as $carriers
      | (.graph | INDEX(.path)) as $entries
      | { exportReferencesGraph: { graph: ([$carriers[] | $entries[.].references[]] | unique - $carriers) },
          graph: [$entries[] | select(.path | IN($carriers[]) | not)] }
    ' "$NIX_BUILD_TOP/.attrs.json" > graph.json
    group-layers graph.json --budget "$budget" --out "$out" "''${groupArgs[@]}"
  ''
