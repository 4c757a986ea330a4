# An OCI image layout whose blobs are links to the layers. What a registry server needs to serve the
# image from the store: `manifest`, and in `layerLocations`, by digest, each blob's store path,
# size and media type.
{ runCommand, jq }:
{
  name,
  # Null is the digest of the output.
  tag,
  # How containerd calls the image, up to the tag.
  reference,
  # Directories with a layer in them or with directories of layers, bottom first.
  layers,
  # What base-image.nix gives, or null.
  base,
  # OCI image configuration, but for rootfs and history.
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
