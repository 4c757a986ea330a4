# The layers, configuration and store paths of a base image, in the form of our own layers. The image is
# an OCI layout, to which the result links, or an archive of docker, podman or dockerTools, which is
# unpacked.
{
  runCommand,
  jq,
  skopeo,
}:
{ fromImage, architecture }:
runCommand "base-image"
  {
    nativeBuildInputs = [
      jq
      skopeo
    ];
    inherit fromImage architecture;
  }
  ''
    mkdir -p "$out/layers"
    layout=$fromImage
    if [[ ! -d $fromImage ]]; then
      layout=$out/layout
      # without --quiet, which would stop early and close tar's pipe
      if tar --list --file="$fromImage" | grep --extended-regexp '^(\./)?oci-layout$' > /dev/null; then
        transport=oci-archive
      else
        transport=docker-archive
      fi
      skopeo --insecure-policy --tmpdir "$TMPDIR" copy "$transport:$fromImage" "oci:$layout:base" >&2
    fi

    blob() { echo "$layout/blobs/sha256/''${1#sha256:}"; }
    digest=$(jq --raw-output --arg architecture "$architecture" \
      '[.manifests[] | select((.platform.architecture // $architecture) == $architecture)][0].digest // empty' \
      "$layout/index.json")
    if [[ -z $digest ]]; then
      echo "buildImage: fromImage: no manifest for $architecture, expected an image for it" >&2
      exit 1
    fi
    manifest=$(blob "$digest")
    config=$(blob "$(jq --raw-output .config.digest "$manifest")")
    cp "$config" "$out/config.json"

    count=$(jq '.layers | length' "$manifest")
    for (( layer = 0; layer < count; layer++ )); do
      directory=$out/layers/$(printf %04d "$layer")
      mkdir "$directory"
      jq --null-input --argjson layer "$layer" --slurpfile manifest "$manifest" --slurpfile config "$config" \
        '{descriptor: $manifest[0].layers[$layer], diffId: $config[0].rootfs.diff_ids[$layer]}' \
        > "$directory/layer.json"
      ln --symbolic --relative \
        "$(blob "$(jq --raw-output .descriptor.digest "$directory/layer.json")")" "$directory/blob"
      # a layer that tar cannot read is taken to have no store paths
      { tar --list --file="$directory/blob" || true; } |
        sed --quiet --regexp-extended "s|^(\./)?(''${NIX_STORE#/}/[^/]+).*|/\2|p"
    done | sort --unique > "$out/store-paths"
  ''
