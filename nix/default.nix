# For people without flakes: (import ./nix { }).buildImage { … }
{
  pkgs ? import <nixpkgs> { },
}:
let
  callPackage = pkgs.newScope scope;
  scope = {
    # the program runs where the image is built, not where it is to run
    group-layers = pkgs.buildPackages.callPackage ./package.nix { };
    allLayers = callPackage ./all-layers.nix { };
    archive = callPackage ./archive.nix { };
    baseImage = callPackage ./base-image.nix { };
    checkArguments = callPackage ./check-arguments.nix { };
    closureGraph = callPackage ./closure-graph.nix { };
    compression = callPackage ./compression.nix { };
    customisationLayer = callPackage ./customisation-layer.nix { };
    findPackages = callPackage ./find-packages.nix { };
    groupContents = callPackage ./group-contents.nix { };
    groupImages = callPackage ./group-images.nix { };
    groupedImage = callPackage ./grouped-image.nix { };
    groupingNames = callPackage ./grouping-names.nix { };
    imageArguments = callPackage ./image-arguments.nix { };
    imageLayout = callPackage ./image-layout.nix { };
    imageParts = callPackage ./image-parts.nix { };
    imagesArguments = callPackage ./images-arguments.nix { };
    layer = callPackage ./layer.nix { };
    layerLists = callPackage ./layer-lists.nix { };
    steering = callPackage ./steering.nix { };
  };
in
{
  group-layers = pkgs.callPackage ./package.nix { };
  buildImage = callPackage ./build-image.nix { };
  buildImages = callPackage ./build-images.nix { };
  imageGraph = callPackage ./image-graph.nix { };
  dockerAutoLayer = callPackage ./docker-auto-layer.nix { };
  nix2container = callPackage ./nix2container.nix { };
  overlay = import ./overlay.nix;
}
