# Decides for nixpkgs' dockerTools which store paths go into which layer. It replaces nixpkgs' own
# dockerAutoLayer (pkgs/build-support/docker/auto-layer.nix), with the same arguments and the same list of
# lists: see overlay-docker-tools.nix and README.md.
{
  lib,
  baseImage,
  closureGraph,
  groupContents,
  layerLists,
  steering,
}:
# what else dockerTools does not ask for by itself: see steering.nix
steering.steered (
  steeringOptions:
  {
    closureRoots,
    excludePaths ? [ ],
    maxLayers ? 100,
    fromImage ? null,
    # Print every layer to the log.
    debug ? false,
    # A group-layers.json, whose budget counts if maxLayers is null; only our overlay has it.
    groupConfig ? null,
  }:
  let
    base = baseImage {
      inherit fromImage;
      architecture = null;
    };
    graph = closureGraph {
      roots = closureRoots;
      carriers = excludePaths;
    };
    groupedLayers = groupContents {
      inherit graph base groupConfig;
      # one is for dockerTools' own customisation layer
      budget = if maxLayers == null then null else maxLayers - 1;
      defaultBudget = 99;
      groupArgs = lib.optional debug "--verbose" ++ steeringOptions;
    };
  in
  layerLists { inherit base graph groupedLayers; }
)
