# All layers of a grouping in one derivation, for users who do not allow import-from-derivation.
{ runCommand, jq }:
compression: groupedLayers:
runCommand "layers"
  {
    nativeBuildInputs = [ jq ] ++ compression.programs;
    compress = compression.command;
    inherit (compression) mediaType;
    inherit groupedLayers;
    writeLayer = ./write-layer.sh;
  }
  ''
    write_numbered_layer() {
      source "$writeLayer"
      mapfile -t storePaths < <(jq --raw-output --argjson layer "$1" '.[$layer].contents[]' "$groupedLayers")
      write_store_layer "$out/$(printf %04d "$1")" "''${storePaths[@]}"
    }
    export -f write_numbered_layer

    mkdir "$out"
    jq 'keys[]' "$groupedLayers" |
      xargs --no-run-if-empty --max-procs="''${NIX_BUILD_CORES:-1}" --max-args=1 \
        bash -euo pipefail -c 'write_numbered_layer "$1"' write_numbered_layer
  ''
