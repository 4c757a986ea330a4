# A stdenv with the programs of nixpkgs' stdenv and no others, taken from this machine: builders see them
# by the sandbox's paths. A misspelt argument of mkDerivation would only become a variable of the build, so
# arguments that are not listed are refused.
{ lib, system }:
let
  known = [
    "buildPhase"
    "installPhase"
    "meta"
    "nativeBuildInputs"
    "nodeModules"
    "passthru"
    "pname"
    "src"
    "strictDeps"
    "version"
  ];

  programs =
    "bash sh basename cat chmod cksum comm cp cut date dirname echo env expr false fold head id install "
    + "join ln ls md5sum mkdir mktemp mv nl nproc od paste printf pwd readlink realpath rm rmdir seq "
    + "sha1sum sha256sum sha512sum shuf sleep sort split stat sum sync tac tail tee test timeout touch tr "
    + "true truncate tsort uname uniq wc yes find xargs cmp diff sed grep egrep tar gzip gunzip bzip2 xz";
  initialPath = derivation {
    name = "stdenv-programs";
    inherit system;
    builder = "/bin/sh";
    args = [
      "-c"
      "/bin/mkdir -p $out/bin; for p in ${programs}; do /bin/ln -s /usr/bin/$p $out/bin/$p; done"
    ];
  };

  build =
    arguments:
    let
      name = arguments.name or "${arguments.pname}-${arguments.version}";
    in
    derivation (
      removeAttrs arguments [
        "meta"
        "passthru"
      ]
      // {
        inherit name system initialPath;
        __ignoreNulls = true;
        builder = "/bin/bash";
        args = [
          "-e"
          ./builder.sh
        ];
        passAsFile = [ "buildCommand" ] ++ arguments.passAsFile or [ ];
      }
    )
    // arguments.passthru or { }
    // {
      passthru = arguments.passthru or { };
      inherit name;
      meta = arguments.meta or { };
    };
in
{
  mkDerivation =
    given:
    let
      arguments =
        if builtins.isFunction given then given (arguments // { finalPackage = package; }) else given;
      unknown = removeAttrs arguments known;
      package = build arguments;
    in
    if unknown == { } then
      package
    else
      throw "mkDerivation: ${toString (lib.attrNames unknown)}: not known to the stand-in for nixpkgs";

  runCommand =
    name: arguments: buildCommand:
    build (arguments // { inherit name buildCommand; });

  hostPlatform = { inherit system; };
}
