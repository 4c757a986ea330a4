# An OCI image whose store paths group-layers has assigned to layers. See README.md for its use.
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
      # As a registry knows it: web, team/web, example.org/team/web.
      name,
      # Null is the digest of the output.
      tag ? null,
      # Packages, files and folders in the store; what they have in /bin, /etc, … is linked there.
      contents ? [ ],
      # Packages by name, a list or a JSON array in a string, and the set they are taken from.
      packages ? [ ],
      pkgs ? null,
      pkgSource ? null,
      # The OCI config: Cmd, Entrypoint, Env, User, WorkingDir, Labels, ExposedPorts, Volumes, …
      config ? { },
      # An image to build upon: an archive or an OCI layout. Its layers count.
      fromImage ? null,
      # Most layers that the image may have; one of them is for the links to the contents.
      maxLayers ? 96,
      # Popularity data for group-layers, a file or a set.
      popularity ? null,
      strategy ? "expected-pull",
      extraGroupArgs ? [ ],
      # Run in the folder of the links, which is owned by uid and gid in the image.
      extraCommands ? "",
      uid ? 0,
      gid ? 0,
      created ? "1970-01-01T00:00:01Z",
      architecture ? import ./architecture.nix stdenv.hostPlatform.system,
      # Import from derivation: one derivation for each layer. Without, one for all of them.
      ifd ? true,
    }:
    let
      # what is used of them is used through this, so that it has been checked
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
      # the links may be to more than the contents, since extraCommands makes links as well
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
        # of the name what a store path may be called
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
# an answer that is data stays data
if image ? error then image else lib.makeOverridable buildImage arguments
