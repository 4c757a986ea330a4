# A replacement for nixpkgs with everything that nix/ uses of it, made of programs of this machine. Unknown
# arguments are errors, so nix/ uses nothing else of nixpkgs.
#
# Tests with it cannot show: that nixpkgs has all of this, which was only read in its sources; the rest of
# its stdenv, such as the fixup phase; cross compilation; its versions of esbuild, npm, tar and jq; macOS;
# dockerTools around our dockerAutoLayer; a Nix newer than the one that runs the tests.
{
  system ? builtins.currentSystem,
  release ? "1.0",
  opensslVersion ? "3.0.15",
}:
let
  lib = import ./lib.nix;
  stdenv = import ./stdenv.nix { inherit lib system; };
  callPackage = lib.callPackageWith pkgs;

  # a program of this machine, under the name of its package
  linked =
    name: programs:
    stdenv.runCommand name { } ''
      mkdir -p "$out/bin"
      for program in ${toString programs}; do ln -s "/usr/bin/$program" "$out/bin/$program"; done
    '';

  pkgs = {
    inherit
      lib
      stdenv
      callPackage
      pkgs
      ;
    inherit (stdenv) runCommand;
    stdenvNoCC = stdenv;
    buildPackages = pkgs;
    writeText =
      name: text:
      stdenv.runCommand name {
        inherit text;
        passAsFile = [ "text" ];
      } ''cp "$textPath" "$out"'';

    jq = linked "jq" [ "jq" ];
    skopeo = linked "skopeo" [ "skopeo" ];
    nodejs-slim = linked "nodejs-slim" [ "node" ];
    nodejs = linked "nodejs" [
      "node"
      "npm"
    ];
    cacert = stdenv.runCommand "cacert" { } ''mkdir -p "$out"'';
    esbuild = stdenv.runCommand "esbuild" { } ''
      install -D --mode=755 ${./esbuild} "$out/bin/esbuild"
    '';
  }
  // import ./sample-packages.nix {
    inherit lib release opensslVersion;
    inherit (stdenv) runCommand;
  };
in
pkgs
