# Has nixpkgs' dockerTools.streamLayeredImage and buildLayeredImage group with group-layers, but where an
# image has a layeringPipeline of its own. What was grouped and how is in `graph` and `groupedLayers` of the image.
# Besides their own arguments they take those of steering.nix.
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
        steered = builtins.intersectAttrs (lib.genAttrs steering.names (_: null)) arguments;
        tools =
          if steered == { } then
            prev.dockerTools
          else
            prev.dockerTools.override {
              dockerAutoLayer = asked: final.dockerAutoLayer (asked // steered);
            };
        image = tools.${name} (
          removeAttrs arguments steering.names
          // {
            passthru = lib.optionalAttrs ours grouping // arguments.passthru or { };
          }
        );
        grouping = {
          inherit (image.conf.layersJsonFile) graph groupedLayers;
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
