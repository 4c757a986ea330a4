# Makes nixpkgs' dockerTools.streamLayeredImage and buildLayeredImage group with group-layers, except images that have a
# layeringPipeline of their own. What was grouped and how is in `graph` and `groupedLayers` of the image.
final: prev:
let
  inherit (prev) lib;
  withGrouping =
    make:
    lib.makeOverridable (
      arguments:
      let
        ours = arguments.layeringPipeline or null == null;
        image = make (arguments // { passthru = lib.optionalAttrs ours grouping // arguments.passthru or { }; });
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
      streamLayeredImage = withGrouping prev.dockerTools.streamLayeredImage;
      buildLayeredImage = withGrouping prev.dockerTools.buildLayeredImage;
    };
  }
else
  {
    dockerTools = throw "group-layers: the overlay for dockerTools needs nixpkgs 25.11 or later, whose dockerTools asks dockerAutoLayer how to group: this package set has no dockerAutoLayer";
  }
