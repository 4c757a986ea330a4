# Makes nixpkgs' dockerTools.streamLayeredImage and buildLayeredImage group with group-layers, except images that have a
# layeringPipeline of their own. What was grouped and how is in `graph` and `groupedLayers` of the image.
# One argument more, groupConfig, names a group-layers.json.
final: prev:
let
  inherit (prev) lib;
  withGrouping =
    name:
    lib.makeOverridable (
      arguments@{
        groupConfig ? null,
        ...
      }:
      let
        ours = arguments.layeringPipeline or null == null;
        make = (if groupConfig == null then prev.dockerTools else configured).${name};
        configured = prev.dockerTools.override {
          dockerAutoLayer =
            asked:
            final.dockerAutoLayer (asked // { inherit groupConfig; maxLayers = arguments.maxLayers or null; });
        };
        image = make (removeAttrs arguments [ "groupConfig" ] // { passthru = lib.optionalAttrs ours grouping // arguments.passthru or { }; });
        grouping = {
          inherit (image.conf.layersJsonFile) base graph groupedLayers;
        };
      in
      image
    );
in
if prev ? dockerAutoLayer then
  {
    dockerAutoLayer = (import ./. { pkgs = final; }).dockerAutoLayer;
    dockerTools = prev.dockerTools // {
      streamLayeredImage = withGrouping "streamLayeredImage";
      buildLayeredImage = withGrouping "buildLayeredImage";
    };
  }
else
  {
    dockerTools = throw "group-layers: the overlay for dockerTools needs nixpkgs 25.11 or later, whose dockerTools asks dockerAutoLayer how to group: this package set has no dockerAutoLayer";
  }
