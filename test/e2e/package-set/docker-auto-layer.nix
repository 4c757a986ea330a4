# Takes what nixpkgs' own takes, refers to it as that does, and lets see what it was asked. The grouping is none.
{ runCommand, writeText }:
{
  closureRoots,
  excludePaths ? [ ],
  maxLayers ? 100,
  fromImage ? null,
  debug ? false,
}:
runCommand "layers.json" {
  __structuredAttrs = true;
  exportReferencesGraph.graph = closureRoots;
  excludePathsFile = writeText "excludePaths" (toString excludePaths);
  inherit
    fromImage
    maxLayers
    debug
    ;
} ''echo '[]' > "$out"''
