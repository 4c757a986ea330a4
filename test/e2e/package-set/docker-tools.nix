# What nixpkgs' dockerTools asks of dockerAutoLayer, and what it lets see of the answer. The image is not one: a script, or a
# compressed archive, in which there is the answer.
{
  lib,
  runCommand,
  writeText,
  dockerAutoLayer ? null,
}:
let
  streamLayeredImage =
    {
      name,
      contents ? [ ],
      maxLayers ? 100,
      fromImage ? null,
      includeStorePaths ? true,
      layeringPipeline ? null,
      passthru ? { },
    }:
    let
      baseJson = writeText "${name}-base.json" "{}";
      customisationLayer = runCommand "${name}-customisation-layer" {
        contents = lib.toList contents;
      } ''echo $contents > "$out"'';
      excludePaths = [
        baseJson
        customisationLayer
      ];
      conf = runCommand "${name}-conf.json" {
        inherit excludePaths;
        layersJsonFile =
          if layeringPipeline == null then
            dockerAutoLayer {
              closureRoots = lib.optionals includeStorePaths excludePaths;
              debug = false;
              inherit excludePaths fromImage maxLayers;
            }
          else
            layeringPipeline;
      } ''cp "$layersJsonFile" "$out"'';
    in
    runCommand "stream-${name}" {
      inherit conf;
      passthru = passthru // {
        inherit conf;
      };
    } ''
      printf '#!/bin/sh -e\nexec "/bin/cat" %s "$@"\n' "$conf" > "$out"
      chmod +x "$out"
    '';
in
{
  inherit streamLayeredImage;
  buildImage =
    {
      name,
      copyToRoot ? [ ],
      fromImage ? null,
    }@buildArgs:
    let
      layer = runCommand "docker-layer-${name}" {
        contents = lib.toList copyToRoot;
      } ''find $contents -type f -exec cat {} + > "$out"'';
    in
    runCommand "docker-image-${name}.tar.gz" {
      inherit fromImage layer;
      passthru = {
        inherit buildArgs layer;
      };
    } ''gzip --no-name < "$layer" > "$out"'';
  buildLayeredImage =
    arguments:
    let
      stream = streamLayeredImage arguments;
    in
    runCommand "${arguments.name}.tar.gz" {
      inherit stream;
      passthru = stream.passthru // {
        inherit stream;
      };
    } ''"$stream" | gzip --no-name > "$out"'';
}
