# Layers for nix2container (github:nlewo/nix2container), grouped by group-layers.
{
  lib,
  runCommand,
  jq,
  closureGraph,
  groupContents,
  layerLists,
  steering,
}:
let
  group = steering.steered (
    steeringOptions:
    {
      contents,
      maxLayers ? null,
      groupConfig ? null,
      strategy ? null,
      popularity ? null,
      extraGroupArgs ? [ ],
    }:
    rec {
      graph = closureGraph { roots = lib.toList contents; };
      groupedLayers = groupContents {
        inherit graph groupConfig;
        budget = maxLayers;
        defaultBudget = 96;
        groupArgs =
          steering.option "strategy" strategy
          ++ steering.option "popularity" popularity
          ++ steeringOptions
          ++ extraGroupArgs;
      };
    }
  );
in
{
  # A list of lists of store paths; every path of the closure of the contents is in one of them. This is what
  # buildLayer { layersFile = …; } takes, which is proposed to nix2container.
  layersFile = arguments: layerLists (group arguments);

  # The layers themselves, for the released buildImage { layers = …; }. A layer of nix2container is the whole closure of
  # what its program is given. So the program gets a graph for each layer, with only the paths of the layer and the
  # references among them.
  layers =
    arguments@{ nix2container-bin, ... }:
    let
      grouped = group (removeAttrs arguments [ "nix2container-bin" ]);
    in
    [
      (runCommand "layers"
        {
          nativeBuildInputs = [
            jq
            nix2container-bin
          ];
          inherit (grouped) graph groupedLayers;
          passthru = grouped // {
            # what buildImage asks of a layer
            nestedLayers = [ ];
          };
        }
        ''
          mkdir "$out" layers
          jq --compact-output --slurpfile graph "$graph" '
            ($graph[0].graph | INDEX(.path)) as $entries
            | .[].contents
            | INDEX(.) as $members
            | map($entries[.] | .references |= map(select($members[.])))
          ' "$groupedLayers" > graphs
          count=0
          while read -r graph; do
            echo "$graph" > graph.json
            nix2container layers-from-reproducible-storepaths \
              "layers/$(printf %04d "$count").json" graph.json --max-layers 1 >&2
            count=$((count + 1))
          done < graphs
          jq --slurp add layers/*.json > "$out/layers.json"
        ''
      )
    ];
}
