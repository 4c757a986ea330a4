# Makes nixpkgs' dockerTools.streamLayeredImage and buildLayeredImage group with group-layers, except images that have a
# layeringPipeline of their own. What was grouped and how is in `graph` and `groupedLayers` of the image.
# They take more arguments: groupConfig, which names a group-layers.json, and those of steering.nix.
final: prev:
let
  inherit (prev) lib;
  steering = import ./steering.nix { inherit lib; };
  withGrouping =
    name:
    lib.makeOverridable (
      arguments:
      let
        ours = arguments.layeringPipeline or null == null;
        added = builtins.intersectAttrs (lib.genAttrs ([ "groupConfig" ] ++ steering.names) (_: null)) arguments;
        tools =
          if added == { } then
            prev.dockerTools
          else
            prev.dockerTools.override {
              dockerAutoLayer =
                asked:
                # null where it is not given, so that groupConfig may have it
                final.dockerAutoLayer (asked // added // { maxLayers = arguments.maxLayers or null; });
            };
        image = tools.${name} (
          removeAttrs arguments (lib.attrNames added)
          // {
            passthru = lib.optionalAttrs ours grouping // arguments.passthru or { };
          }
        );
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
