# An OCI image whose store paths are grouped into layers by group-layers. README.md shows how to use it.
{
  lib,
  stdenv,
  runCommand,
  writeText,
  jq,
  skopeo,
  group-layers,
  pkgs,
}:
let
  defaultPkgs = pkgs;
  checkArguments = import ./image-arguments.nix { inherit lib; };
  findPackages = import ./find-packages.nix { inherit lib; };
  groupContents = import ./group-contents.nix {
    inherit runCommand jq group-layers;
  };
  layer = import ./layer.nix { inherit runCommand jq; };
  allLayers = import ./all-layers.nix { inherit runCommand jq; };
  customisationLayer = import ./customisation-layer.nix { inherit runCommand jq; };
  imageLayout = import ./image-layout.nix { inherit runCommand jq; };
  baseImage = import ./base-image.nix { inherit runCommand jq skopeo; };

  buildImage =
    {
      # Such as web, team/web or example.org/team/web.
      name,
      # Null stands for the digest of the output.
      tag ? null,
      # Packages, files and folders in the store; the image gets links to what is in their /bin, /etc, …
      contents ? [ ],
      # Packages by name, as a list or a JSON array in a string, and the set that contains them.
      packages ? [ ],
      pkgs ? null,
      pkgSource ? null,
      # The OCI config: Cmd, Entrypoint, Env, User, WorkingDir, Labels, ExposedPorts, Volumes, …
      config ? { },
      # A base image: an archive or an OCI layout. Its layers count towards maxLayers.
      fromImage ? null,
      # Most layers that the image may have; one of them is for the links to the contents.
      maxLayers ? 96,
      # Popularity data for group-layers, a file or a set.
      popularity ? null,
      strategy ? "expected-pull",
      extraGroupArgs ? [ ],
      # Run in the folder of the links. In the image, uid and gid own it.
      extraCommands ? "",
      uid ? 0,
      gid ? 0,
      created ? "1970-01-01T00:00:01Z",
      architecture ? import ./architecture.nix stdenv.hostPlatform.system,
      # True: one derivation for each layer, by import from derivation. False: one for all layers.
      ifd ? true,
    }:
    let
      # used instead of the arguments themselves, so that they are checked
      arguments = checkArguments {
        inherit
          name
          tag
          contents
          packages
          pkgSource
          config
          fromImage
          maxLayers
          popularity
          strategy
          extraGroupArgs
          extraCommands
          uid
          gid
          created
          architecture
          ifd
          ;
      };

      packageSet =
        if pkgSource == null then
          if pkgs == null then defaultPkgs else pkgs
        else if pkgs == null then
          import ./package-source.nix { } { inherit (stdenv.hostPlatform) system; } pkgSource
        else
          throw "buildImage: pkgs and pkgSource, expected one of them";
      named = findPackages packageSet (
        if builtins.isString arguments.packages then builtins.fromJSON packages else packages
      );
      allContents = map (content: "${content}") (lib.toList contents ++ named.found);

      base = if fromImage == null then null else baseImage { inherit fromImage architecture; };
      customisation = customisationLayer {
        contents = allContents;
        inherit extraCommands uid gid;
      };
      # the links may refer to more than the contents, because extraCommands can make links too
      carriers = [
        (writeText "image.json" (builtins.toJSON { inherit allContents config; }))
        customisation.tar
      ];
      groupedLayers = groupContents {
        roots = carriers;
        inherit carriers;
        budget = maxLayers - 1;
        inherit base;
        groupArgs = [
          "--strategy"
          strategy
        ]
        ++ lib.optionals (popularity != null) [
          "--popularity"
          popularityFile
        ]
        ++ extraGroupArgs;
      };
      popularityFile =
        if builtins.isAttrs popularity && !lib.isDerivation popularity then
          writeText "popularity.json" (builtins.toJSON popularity)
        else
          popularity;

      layers =
        if ifd then
          map layer (import ./read-grouping.nix groupedLayers)
        else
          [ (allLayers groupedLayers) ];
      layout = imageLayout {
        # the part of the name that a store path may have
        name = baseNameOf name;
        reference = import ./full-reference.nix name;
        layers = layers ++ [ customisation ];
        inherit tag base;
        passthru = {
          inherit
            groupedLayers
            layers
            layout
            archive
            ;
          imageName = name;
          imageTag =
            if tag != null then tag else builtins.substring 0 32 (baseNameOf (toString layout.outPath));
        };
        imageConfig = {
          inherit created architecture config;
          os = "linux";
        };
      };
      archive = import ./archive.nix { inherit runCommand; } layout;
    in
    if named.missing != [ ] then
      {
        error = "not_found";
        pkgs = named.missing;
      }
    else
      layout;
in
arguments:
let
  image = buildImage arguments;
in
# an error is returned as it is
if image ? error then image else lib.makeOverridable buildImage arguments
