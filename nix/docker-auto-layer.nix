# What nixpkgs' dockerTools asks which store paths go into which layer, with group-layers to answer. It
# takes the place of nixpkgs' own dockerAutoLayer (pkgs/build-support/docker/auto-layer.nix), with
# the same arguments and the same list of lists: see overlay-docker-tools.nix and README.md.
{
  lib,
  runCommand,
  jq,
  baseImage,
  closureGraph,
  groupContents,
  steering,
}:
{
  closureRoots,
  excludePaths ? [ ],
  maxLayers ? 100,
  fromImage ? null,
  # Print every layer to the log.
  debug ? false,
  # What dockerTools does not ask for by itself: see steering.nix.
  previous ? null,
  alone ? [ ],
  together ? [ ],
  volatile ? [ ],
  stable ? [ ],
}@arguments:
let
  base =
    if fromImage == null then
      null
    else
      baseImage {
        inherit fromImage;
        architecture = null;
      };
  graph = closureGraph {
    roots = closureRoots;
    carriers = excludePaths;
    inherit base;
  };
  groupedLayers = groupContents {
    inherit graph base;
    # one is for dockerTools' own customisation layer
    budget = maxLayers - 1;
    groupArgs = lib.optional debug "--verbose" ++ steering.options arguments;
  };
in
runCommand "layers.json"
  {
    preferLocalBuild = true;
    nativeBuildInputs = [ jq ];
    passthru = { inherit graph groupedLayers; };
  }
  ''
    jq 'map(.contents)' ${groupedLayers} > "$out"
  ''
