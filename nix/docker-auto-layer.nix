# Assigns store paths to layers for nixpkgs' dockerTools, by group-layers. It replaces nixpkgs' own
# dockerAutoLayer (pkgs/build-support/docker/auto-layer.nix), with the same arguments and the same list
# of lists as result: see overlay-docker-tools.nix.
{
  lib,
  stdenv,
  runCommand,
  jq,
  skopeo,
  group-layers,
}:
{
  closureRoots,
  excludePaths ? [ ],
  maxLayers ? 100,
  fromImage ? null,
  # Print every layer to the log.
  debug ? false,
}:
import ./group-contents.nix { inherit runCommand jq group-layers; }
  {
    roots = closureRoots;
    carriers = excludePaths;
    # one layer is dockerTools' own customisation layer
    budget = maxLayers - 1;
    base =
      if fromImage == null then
        null
      else
        import ./base-image.nix { inherit runCommand jq skopeo; } {
          inherit fromImage;
          architecture = import ./architecture.nix stdenv.hostPlatform.system;
        };
    groupArgs = [
      "--format"
      "paths"
    ]
    ++ lib.optional debug "--verbose";
  }
