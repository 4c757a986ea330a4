# The program: one bundled file that node runs, and nothing else in its closure.
{
  lib,
  stdenvNoCC,
  callPackage,
  runCommand,
  esbuild,
  nodejs-slim,
}:
stdenvNoCC.mkDerivation (finalAttrs: {
  pname = "group-layers";
  inherit (lib.importJSON ../package.json) version;

  src = lib.fileset.toSource {
    root = ../.;
    fileset = lib.fileset.unions [
      ../package.json
      ../src
    ];
  };

  strictDeps = true;
  nativeBuildInputs = [ esbuild ];
  nodeModules = callPackage ./node-modules.nix { };

  # as package.json's build does, which checks types too and makes the library
  buildPhase = ''
    runHook preBuild
    # copied, since esbuild writes into the bundle where a file really is
    cp --recursive "$nodeModules" node_modules
    esbuild src/cli/main.ts --bundle --platform=node --target=node20 --format=cjs \
      --banner:js='#!${nodejs-slim}/bin/node' --outfile=group-layers.cjs
    runHook postBuild
  '';

  installPhase = ''
    runHook preInstall
    install -D --mode=755 group-layers.cjs "$out/bin/group-layers"
    runHook postInstall
  '';

  passthru.tests.version =
    runCommand "group-layers-version" { nativeBuildInputs = [ finalAttrs.finalPackage ]; }
      ''
        [[ $(group-layers --version) == ${finalAttrs.version} ]]
        touch "$out"
      '';

  meta = {
    description = "Assigns the store paths of a Nix closure to a bounded number of container image layers";
    license = lib.licenses.mit;
    mainProgram = "group-layers";
    platforms = lib.platforms.unix;
  };
})
