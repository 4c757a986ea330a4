# For people without flakes: (import ./nix { }).buildImage { … }
{
  pkgs ? import <nixpkgs> { },
}:
let
  # the program runs on the machine that builds the image, not on the one that runs it
  program = pkgs.buildPackages.callPackage ./package.nix { };
in
{
  group-layers = pkgs.callPackage ./package.nix { };
  buildImage = pkgs.callPackage ./build-image.nix { group-layers = program; };
  dockerAutoLayer = pkgs.callPackage ./docker-auto-layer.nix { group-layers = program; };
  overlay = import ./overlay.nix;
}
