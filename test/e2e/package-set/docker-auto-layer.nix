# Takes what nixpkgs' own takes, and lets see what it was asked. The grouping is none.
{ runCommand }:
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
  inherit
    excludePaths
    fromImage
    maxLayers
    debug
    ;
} ''echo '[]' > "$out"''
