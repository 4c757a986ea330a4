# Makes nixpkgs' dockerTools.streamLayeredImage and buildLayeredImage use group-layers, except for images
# with a layeringPipeline of their own.
final: prev: {
  dockerAutoLayer = (import ./. { pkgs = final; }).dockerAutoLayer;
}
