# grouped-layers.json: the graph of an image, grouped.
{
  lib,
  runCommand,
  group-layers,
  zstd,
}:
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
    # zstd unpacks the layers of the base
    nativeBuildInputs = [ group-layers ] ++ lib.optional (base != null) zstd;
    inherit graph budget;
    groupArgs =
      lib.optionals (base != null) [
        "--base"
        base
      ]
      ++ groupArgs;
  }
  ''
    group-layers "$graph" --budget "$budget" --out "$out" "''${groupArgs[@]}"
  ''
