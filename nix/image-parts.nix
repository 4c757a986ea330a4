# What there is of an image before its store paths are grouped: its arguments, the image that it is built upon, the layer of
# links, the graph of its store paths, and the names of packages that do not exist.
{
  lib,
  stdenv,
  writeText,
  pkgs,
  baseImage,
  closureGraph,
  compression,
  customisationLayer,
  findPackages,
}:
arguments:
let
  packageSet =
    if arguments.pkgs != null then
      arguments.pkgs
    else if arguments.pkgSource != null then
      import ./package-source.nix { } { inherit (stdenv.hostPlatform) system; } arguments.pkgSource
    else
      pkgs;
  named = findPackages packageSet (
    if builtins.isString arguments.packages then
      builtins.fromJSON arguments.packages
    else
      arguments.packages
  );
  allContents = map (content: "${content}") (lib.toList arguments.contents ++ named.found);

  compressed = compression {
    inherit (arguments) compressor;
    level = arguments.compressionLevel;
  };
  customisation = customisationLayer {
    contents = allContents;
    compression = compressed;
    inherit (arguments) extraCommands uid gid;
  };
  # the links may refer to more than the contents, because extraCommands can make links too
  carriers = [
    (writeText "image.json" (
      builtins.toJSON {
        inherit allContents;
        inherit (arguments) config;
      }
    ))
    customisation.tar
  ];
in
{
  inherit arguments customisation;
  inherit (named) missing;
  compression = compressed;
  base = baseImage { inherit (arguments) fromImage architecture; };
  graph = closureGraph {
    roots = lib.optionals arguments.includeStorePaths carriers;
    inherit carriers;
  };
  # most layers of store paths, or null
  budget = if arguments.maxLayers == null then null else arguments.maxLayers - 1;
  defaultBudget = 95;
}
