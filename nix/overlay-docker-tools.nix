# Has nixpkgs' dockerTools.streamLayeredImage and buildLayeredImage group with group-layers, but where an
# image has a layeringPipeline of its own.
final: prev: {
  dockerAutoLayer = (import ./. { pkgs = final; }).dockerAutoLayer;
}
