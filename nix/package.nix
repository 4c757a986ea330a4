# The program, bundled for node, with what V8 compiled of it, completions and a man page. Its closure holds node and
# nothing else.
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
      ../fixtures/web.attrs.json
      ../package.json
      ../src
      ../tsconfig.json
      ./load-cached.cjs
      ./write-code-cache.cjs
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
    ${packageJson.scripts."bundle:main"}
    ${packageJson.scripts."bundle:command"}
    ${packageJson.scripts.docs}
    mv dist/command/command.cjs dist/command/bundle.cjs
    cp nix/load-cached.cjs dist/command/command.cjs
    # what V8 compiles is for one kind of processor: for another one the file stays empty, and is rejected
    code=dist/command/code-cache
    touch "$code"
    if [[ $(command -v node) == ${nodejs-slim}/bin/node ]]; then
      node --predictable nix/write-code-cache.cjs dist/command/bundle.cjs "$code" fixtures/web.attrs.json --quiet --out /dev/null
    fi
    runHook postBuild
  '';

  installPhase = ''
    runHook preInstall
    mkdir --parents "$out/bin" "$out/lib/group-layers"
    # the page of `report`, which the program expects beside its folder
    cp --recursive dist/report "$out/lib/group-layers"
    cp --recursive dist/command "$out/lib/group-layers/command"
    start=$out/lib/group-layers/command/main.cjs
    { echo '#!${nodejs-slim}/bin/node'; cat dist/command/main.cjs; } > "$start"
    chmod +x "$start"
    ln --symbolic ../lib/group-layers/command/main.cjs "$out/bin/group-layers"
    cp --recursive dist/share "$out/share"
    # where the program looks for the text of --help and the JSON Schema of its config
    ln --symbolic ../../share "$out/lib/group-layers/share"
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
