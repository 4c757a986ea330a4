# One layer, of exactly these store paths. All have the same name, so that two images which group the
# same paths together share one derivation, which is built once.
{ runCommand }:
compression: storePaths:
runCommand "layer"
  {
    __structuredAttrs = true;
    nativeBuildInputs = compression.programs;
    compress = compression.command;
    inherit (compression) mediaType;
    inherit storePaths;
  }
  ''
    source ${./write-layer.sh}
    write_store_layer "$out" "''${storePaths[@]}"
  ''
