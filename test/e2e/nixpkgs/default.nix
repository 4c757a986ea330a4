# A real nixpkgs in place of the stand-in: GROUP_LAYERS_NIXPKGS, with the packages that images are made of beside it.
{
  nixpkgs ? @nixpkgs@,
  system ? builtins.currentSystem,
  release ? "1.0",
  opensslVersion ? "3.0.15",
  overlays ? [ ],
}:
let
  real = import nixpkgs { inherit system overlays; };
  pkgs =
    real
    // import ./sample-packages.nix {
      inherit (real) lib runCommand;
      inherit release opensslVersion;
    }
    // {
      # packages by name are looked up in this set; programs are still those of nixpkgs
      newScope = scope: real.newScope ({ inherit pkgs; } // scope);
    };
in
pkgs
