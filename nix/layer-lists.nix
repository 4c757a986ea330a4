# What nixpkgs' dockerTools and nix2container call layers, a list of lists of store paths, with what was grouped and how.
{ runCommand, jq }:
grouped:
runCommand "layers.json"
  {
    preferLocalBuild = true;
    nativeBuildInputs = [ jq ];
    passthru = grouped;
  }
  ''
    jq 'map(.contents)' ${grouped.groupedLayers} > "$out"
  ''
