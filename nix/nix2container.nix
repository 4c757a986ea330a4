# Layers for nix2container (github:nlewo/nix2container), grouped by group-layers.
{
  lib,
  runCommand,
  jq,
  closureGraph,
  groupContents,
  steering,
}:
let
  group =
    {
      contents,
      maxLayers ? 96,
      strategy ? "expected-pull",
      popularity ? null,
      extraGroupArgs ? [ ],
      previous ? null,
      alone ? [ ],
      together ? [ ],
      volatile ? [ ],
      stable ? [ ],
    }@arguments:
    rec {
      graph = closureGraph { roots = lib.toList contents; };
      groupedLayers = groupContents {
        inherit graph;
        budget = maxLayers;
        groupArgs = [
          "--strategy"
          strategy
        ]
        ++ lib.optionals (popularity != null) [
          "--popularity"
          popularity
        ]
        ++ steering.options arguments
        ++ extraGroupArgs;
      };
    };
in
{
  # A list of lists of store paths, every path of the closure of the contents in one of them: what
  # buildLayer { layersFile = …; } takes, which is proposed to nix2container.
  layersFile =
    arguments:
    let
      grouped = group arguments;
    in
    runCommand "layers.json"
      {
        preferLocalBuild = true;
        nativeBuildInputs = [ jq ];
        passthru = grouped;
      }
      ''
        jq 'map(.contents)' ${grouped.groupedLayers} > "$out"
      '';

  # The layers themselves, for buildImage { layers = …; } as it is released. nix2container has no way to
  # name the paths of a layer: it takes the whole closure of what it is given. So its program is
  # given for each layer a graph with just the paths of the layer and the references among them.
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
