# An OCI image whose store paths are grouped into layers by group-layers. README.md shows how to use it.
{
  lib,
  stdenv,
  writeText,
  pkgs,
  allLayers,
  archive,
  baseImage,
  closureGraph,
  compression,
  customisationLayer,
  findPackages,
  groupContents,
  groupingNames,
  imageArguments,
  imageLayout,
  layer,
}:
let
  defaultPkgs = pkgs;

  buildImage =
    given:
    let
      arguments = imageArguments given;
      inherit (arguments)
        config
        name
        popularity
        tag
        ;

      packageSet =
        if arguments.pkgSource == null then
          if arguments.pkgs == null then defaultPkgs else arguments.pkgs
        else if arguments.pkgs == null then
          import ./package-source.nix { } { inherit (stdenv.hostPlatform) system; } arguments.pkgSource
        else
          throw "buildImage: pkgs and pkgSource, expected one of them";
      named = findPackages packageSet (
        if builtins.isString arguments.packages then
          builtins.fromJSON arguments.packages
        else
          arguments.packages
      );
      allContents = map (content: "${content}") (lib.toList arguments.contents ++ named.found);

      base = baseImage { inherit (arguments) fromImage architecture; };
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
        (writeText "image.json" (builtins.toJSON { inherit allContents config; }))
        customisation.tar
      ];
      graph = closureGraph {
        roots = lib.optionals arguments.includeStorePaths carriers;
        inherit carriers;
      };
      groupedLayers = groupContents {
        inherit graph base;
        inherit (arguments) groupConfig;
        budget = if arguments.maxLayers == null then null else arguments.maxLayers - 1;
        defaultBudget = 95;
        groupArgs =
          lib.optionals (arguments.strategy != null) [
            "--strategy"
            arguments.strategy
          ]
        ++ lib.optionals (popularity != null) [
          "--popularity"
          popularityFile
        ]
        ++ lib.optionals (arguments.previous != null) [
          "--previous"
          arguments.previous
        ]
        ++ arguments.extraGroupArgs;
      };
      names = groupingNames groupedLayers;
      popularityFile =
        if builtins.isAttrs popularity && !lib.isDerivation popularity then
          writeText "popularity.json" (builtins.toJSON popularity)
        else
          popularity;

      layers =
        if arguments.ifd then
          map (layer compressed) (import ./read-grouping.nix groupedLayers)
        else
          [ (allLayers compressed groupedLayers) ];
      layout = imageLayout {
        # the part of the name that a store path may have
        name = baseNameOf name;
        reference = import ./full-reference.nix name;
        layers = layers ++ [ customisation ];
        inherit tag base graph;
        passthru = {
          inherit
            base
            graph
            groupedLayers
            names
            layers
            layout
            ;
          archive = archive layout;
          imageName = name;
          imageTag =
            if tag != null then tag else builtins.substring 0 32 (baseNameOf (toString layout.outPath));
        };
        imageConfig = {
          inherit (arguments) created architecture;
          inherit config;
          os = "linux";
        };
      };
    in
    if named.missing != [ ] then
      {
        error = "not_found";
        pkgs = named.missing;
      }
    else
      layout;
in
given:
let
  image = buildImage given;
in
# an answer that is data stays data
if image ? error then image else lib.makeOverridable buildImage given
