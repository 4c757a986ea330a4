# grouped-layers.json: the graph of an image, grouped.
{ runCommand, group-layers }:
{
  # What closure-graph.nix returns.
  graph,
  # Most layers, including those of `base`.
  budget,
  # What base-image.nix returns, or null.
  base ? null,
  groupArgs ? [ ],
}:
runCommand "grouped-layers.json"
  {
    __structuredAttrs = true;
    preferLocalBuild = true;
    nativeBuildInputs = [ group-layers ];
    inherit
      graph
      budget
      groupArgs
      base
      ;
  }
  ''
    if [[ -n ''${base-} ]]; then
      baseLayers=("$base"/layers/*)
      if (( (budget -= ''${#baseLayers[@]}) < 1 )); then
        echo "group-layers: fromImage has ''${#baseLayers[@]} layers, which leaves none for the store paths: raise maxLayers" >&2
        exit 1
      fi
    fi
    group-layers "$graph" --budget "$budget" --out "$out" "''${groupArgs[@]}"
  ''
