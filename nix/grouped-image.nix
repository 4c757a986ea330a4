# The OCI image of what image-parts.nix returns, grouped.
{
  allLayers,
  archive,
  groupingNames,
  imageLayout,
  layer,
}:
parts:
{
  groupedLayers,
  # the file to read while Nix evaluates
  readLayers ? groupedLayers,
  # what the image lets see besides
  passthru ? { },
}:
let
  inherit (parts)
    arguments
    base
    customisation
    graph
    ;
  inherit (arguments) name tag;
  layers =
    if arguments.ifd then
      map (layer parts.compression) (import ./read-grouping.nix readLayers)
    else
      [ (allLayers parts.compression groupedLayers) ];
  layout = imageLayout {
    # the part of the name that a store path may have
    name = baseNameOf name;
    reference = import ./full-reference.nix name;
    layers = layers ++ [ customisation ];
    inherit tag base graph;
    passthru = passthru // {
      inherit
        base
        graph
        groupedLayers
        layers
        layout
        ;
      names = groupingNames groupedLayers;
      archive = archive layout;
      imageName = name;
      imageTag =
        if tag != null then tag else builtins.substring 0 32 (baseNameOf (toString layout.outPath));
    };
    imageConfig = {
      inherit (arguments) created architecture config;
      os = "linux";
    };
  };
in
if parts.missing == [ ] then
  layout
else
  {
    error = "not_found";
    pkgs = parts.missing;
  }
