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
  # Most layers, including those of `base`, or null for the budget of groupConfig.
  budget,
  # The budget if there is none else.
  defaultBudget,
  # What base-image.nix returns, or null.
  base ? null,
  # A group-layers.json, or null. Nothing is looked for: what is built depends on what is named alone.
  groupConfig ? null,
  # Options, which win over groupConfig.
  groupArgs ? [ ],
}:
let
  config = lib.optionalAttrs (groupConfig != null) (lib.importJSON groupConfig);
  # Nix copies the config alone, without the file that it names beside it
  beside = lib.optionals (config ? popularity && !builtins.elem "--popularity" groupArgs) [
    "--popularity"
    (dirOf groupConfig + "/${config.popularity}")
  ];
in
runCommand "grouped-layers.json"
  {
    __structuredAttrs = true;
    preferLocalBuild = true;
    # zstd unpacks the layers of the base
    nativeBuildInputs = [ group-layers ] ++ lib.optional (base != null) zstd;
    inherit graph;
    budget = if budget == null && !config ? budget then defaultBudget else budget;
    groupArgs =
      lib.optionals (base != null) [
        "--base"
        base
      ]
      ++ lib.optionals (groupConfig != null) [
        "--config"
        groupConfig
      ]
      ++ beside
      ++ groupArgs;
  }
  ''
    group-layers "$graph" ''${budget:+--budget "$budget"} --out "$out" "''${groupArgs[@]}"
  ''
