# A stdenv of the programs that nixpkgs' stdenv has, no others, taken from this machine: they reach
# the builders through the sandbox's paths. Arguments that are not listed here are refused, so
# that nothing is passed which only looks as if nixpkgs knew it.
{ lib, system }:
let
  known = [
    "__structuredAttrs"
    "allowSubstitutes"
    "buildCommand"
    "buildPhase"
    "dontUnpack"
    "enableParallelBuilding"
    "env"
    "exportReferencesGraph"
    "impureEnvVars"
    "installPhase"
    "meta"
    "name"
    "nativeBuildInputs"
    "nativeInstallCheckInputs"
    "doInstallCheck"
    "installCheckPhase"
    "outputHash"
    "outputHashAlgo"
    "outputHashMode"
    "outputs"
    "passAsFile"
    "passthru"
    "pname"
    "preferLocalBuild"
    "src"
    "strictDeps"
    "version"
  ];
  refused = arguments: lib.attrNames (removeAttrs arguments known);

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

  mkDerivation =
    checked: arguments:
    let
      structured = arguments.__structuredAttrs or false;
      name = arguments.name or "${arguments.pname}-${arguments.version}";
      package = derivation (
        removeAttrs arguments [
          "env"
          "meta"
          "passthru"
        ]
        // arguments.env or { }
        // {
          inherit name system initialPath;
          __ignoreNulls = true;
          builder = "/bin/bash";
          args = [
            "-e"
            ./builder.sh
          ];
          passAsFile = if structured then [ ] else [ "buildCommand" ] ++ arguments.passAsFile or [ ];
        }
      );
    in
    assert
      !checked || refused arguments == [ ]
      || throw "mkDerivation: ${toString (refused arguments)}: arguments that the stand-in does not know";
    package
    // arguments.passthru or { }
    // {
      inherit name;
      meta = arguments.meta or { };
      version = arguments.version or "";
      passthru = arguments.passthru or { };
    };
in
{
  mkDerivation = mkDerivation true;
  # runCommand's arguments are also variables of its commands
  runCommand =
    name: arguments: buildCommand:
    mkDerivation false (arguments // { inherit name buildCommand; });
  hostPlatform = { inherit system; };
}
