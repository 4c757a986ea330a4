# One layer of exactly these store paths. All layers have the same name, so that two images with the
# same layer have the same derivation, which is built once, on any builder.
{ runCommand, jq }:
storePaths:
runCommand "layer"
  {
    __structuredAttrs = true;
    nativeBuildInputs = [ jq ];
    inherit storePaths;
  }
  ''
    source ${./write-layer.sh}
    write_store_layer "$out" "''${storePaths[@]}"
  ''
