# Decides for nixpkgs' dockerTools which store paths go into which layer. It replaces nixpkgs' own
# dockerAutoLayer (pkgs/build-support/docker/auto-layer.nix), with the same arguments and the same list of
# lists: see overlay-docker-tools.nix and README.md.
{
  lib,
  runCommand,
  jq,
  baseImage,
  closureGraph,
  groupContents,
}:
{
  closureRoots,
  excludePaths ? [ ],
  maxLayers ? 100,
  fromImage ? null,
  # Print every layer to the log.
  debug ? false,
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
    inherit graph base;
    # one is for dockerTools' own customisation layer
    budget = maxLayers - 1;
    groupArgs = lib.optional debug "--verbose";
  };
in
runCommand "layers.json"
  {
    preferLocalBuild = true;
    nativeBuildInputs = [ jq ];
    passthru = { inherit base graph groupedLayers; };
  }
  ''
    jq 'map(.contents)' ${groupedLayers} > "$out"
  ''
