# An OCI image layout whose blobs are links to the layers. Two more outputs allow a registry server to
# serve the image from the store: `manifest`, and `layerLocations` with the store path, size and media
# type of each blob by digest.
{ runCommand, jq }:
{
  name,
  # Null stands for the digest of the output.
  tag,
  # The name of the image in containerd, without the tag.
  reference,
  # Directories that contain a layer or directories of layers, bottom first.
  layers,
  # The result of base-image.nix, or null.
  base,
  # What closure-graph.nix gives. The layout does not refer to it, but from its derivation group-layers finds it.
  graph,
  # OCI image configuration, except rootfs and history.
  imageConfig,
  passthru,
}:
runCommand name
  {
    __structuredAttrs = true;
    preferLocalBuild = true;
    outputs = [
      "out"
      "manifest"
      "layerLocations"
    ];
    nativeBuildInputs = [ jq ];
    inherit
      tag
      reference
      imageConfig
      base
      graph
      passthru
      ;
    layers = map toString layers;
  }
  ''
    source ${./write-image.sh}
    if [[ -n ''${base-} ]]; then
      layers=("$base/layers" "''${layers[@]}")
    fi
    : "''${tag:=$(basename "$out" | cut --delimiter=- --fields=1)}"
    write_image "$out" "$manifest" "$layerLocations" "''${layers[@]}"
  ''
