# A replacement for nixpkgs with everything that nix/ uses of it, made of programs of this machine. Unknown
# arguments are errors, so nix/ uses nothing else of nixpkgs.
#
# What that cannot show: that nixpkgs has it all, which was only read in its sources; what its
# stdenv does besides, such as the fixup phase; cross compilation; its versions of esbuild, npm,
# tar and jq; macOS; dockerTools around our dockerAutoLayer. GROUP_LAYERS_NIXPKGS takes a real one instead.
{
  system ? builtins.currentSystem,
  release ? "1.0",
  opensslVersion ? "3.0.15",
  overlays ? [ ],
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

  pkgs = lib.foldl' (prev: overlay: prev // overlay pkgs prev) own overlays;
  own = {
    inherit
      lib
      stdenv
      callPackage
      pkgs
      ;
    inherit (stdenv) runCommand;
    stdenvNoCC = stdenv;
    buildPackages = pkgs;
    newScope = scope: lib.callPackageWith (pkgs // scope);
    mkShellNoCC = { packages }: stdenv.runCommand "nix-shell" { inherit packages; } ''echo $packages > "$out"'';
    writeText =
      name: text:
      stdenv.runCommand name {
        inherit text;
        passAsFile = [ "text" ];
      } ''cp "$textPath" "$out"'';

    jq = linked "jq" [ "jq" ];
    git = linked "git" [ "git" ];
    skopeo = linked "skopeo" [ "skopeo" ];
    umoci = linked "umoci" [ "umoci" ];
    zstd = linked "zstd" [ "zstd" ];
    nixfmt-tree = linked "nixfmt-tree" [ ];
    nodejs-slim = linked "nodejs-slim" [ "node" ];
    nodejs = linked "nodejs" [
      "node"
      "npm"
    ];
    dockerAutoLayer = callPackage ./docker-auto-layer.nix { };
    dockerTools = lib.makeOverridable (import ./docker-tools.nix) {
      inherit lib;
      inherit (pkgs) runCommand writeText dockerAutoLayer;
    };
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
