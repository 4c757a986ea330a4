# The program, bundled for node, with completions and a man page. Its closure holds node and nothing else.
{
  lib,
  stdenvNoCC,
  callPackage,
  runCommand,
  esbuild,
  nodejs-slim,
}:
let
  packageJson = lib.importJSON ../package.json;
in
stdenvNoCC.mkDerivation (finalAttrs: {
  pname = "group-layers";
  inherit (packageJson) version;

  src = lib.fileset.toSource {
    root = ../.;
    fileset = lib.fileset.unions [
      ../LICENSE
      ../package.json
      ../src
      ../tsconfig.json
    ];
  };

  strictDeps = true;
  nativeBuildInputs = [
    esbuild
    nodejs-slim
  ];
  nodeModules = callPackage ./node-modules.nix { };

  # the parts of `npm run build` that make the command and its documents; the rest checks types and
  # makes the library
  buildPhase = ''
    runHook preBuild
    # copied, because esbuild writes the real paths of files into the bundle
    cp --recursive "$nodeModules" node_modules
    ${packageJson.scripts.page}
    ${packageJson.scripts."bundle:split"}
    ${packageJson.scripts."bundle:commonjs"}
    ${packageJson.scripts.docs}
    runHook postBuild
  '';

  installPhase = ''
    runHook preInstall
    mkdir --parents "$out/bin" "$out/lib/group-layers"
    # the page of `report`, which the program expects beside its folder
    cp --recursive dist/command dist/report "$out/lib/group-layers"
    main=$out/lib/group-layers/command/main.cjs
    { echo '#!${nodejs-slim}/bin/node'; cat dist/command/main.cjs; } > "$main"
    chmod +x "$main"
    ln --symbolic ../lib/group-layers/command/main.cjs "$out/bin/group-layers"
    cp --recursive dist/share "$out/share"
    runHook postInstall
  '';

  passthru.tests.version =
    runCommand "group-layers-version" { nativeBuildInputs = [ finalAttrs.finalPackage ]; }
      ''
        [[ $(group-layers --version) == "${finalAttrs.version} ("* ]]
        touch "$out"
      '';

  meta = lib.optionalAttrs (packageJson ? homepage) { inherit (packageJson) homepage; } // {
    description = "Assigns the store paths of a Nix closure to a bounded number of container image layers";
    longDescription = ''
      Reads the graph that Nix writes for a closure, asks how likely each set of store paths is to
      change and to be shared, and merges what costs least until the budget of layers holds.
    '';
    changelog = "file://${toString ../CHANGELOG.md}";
    license = lib.licenses.mit;
    mainProgram = "group-layers";
    platforms = lib.platforms.unix;
  };
})
