# grouped-layers.json: the graph of an image, grouped.
{
  lib,
  runCommand,
  group-layers,
}:
{
  # What closure-graph.nix gives.
  graph,
  # Most layers, what `base` needs included, or null for the budget of groupConfig, to which what `base` needs comes.
  budget,
  # The budget if there is none else.
  defaultBudget,
  # What base-image.nix gives, or null.
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
    nativeBuildInputs = [ group-layers ];
    inherit graph base;
    budget = if budget == null && !config ? budget then defaultBudget else budget;
    groupArgs =
      lib.optionals (groupConfig != null) [
        "--config"
        groupConfig
      ]
      ++ beside
      ++ groupArgs;
  }
  ''
    if [[ -n ''${budget-} && -n ''${base-} ]]; then
      baseLayers=("$base"/layers/*)
      if (( (budget -= ''${#baseLayers[@]}) < 1 )); then
        echo "group-layers: fromImage has ''${#baseLayers[@]} layers, which leaves none for the store paths: raise maxLayers" >&2
        exit 1
      fi
    fi
    group-layers "$graph" ''${budget:+--budget "$budget"} --out "$out" "''${groupArgs[@]}"
  ''
