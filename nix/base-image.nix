# An image to build upon, as an OCI layout of just that image, for group-layers --base, with its configuration
# and its layers in the form of ours; null for null. What is given is an OCI layout, which is linked to, or
# an archive of the kinds that docker, podman and dockerTools write, which is unpacked.
{
  runCommand,
  jq,
  skopeo,
  zstd,
}:
{
  fromImage,
  # Which of the images of an OCI layout, or null for the first one.
  architecture,
}:
if fromImage == null then
  null
else
  runCommand "base-image"
    {
      nativeBuildInputs = [
        jq
        skopeo
        zstd
      ];
      inherit fromImage architecture;
    }
    ''
      refuse() {
        echo "group-layers: fromImage: $1" >&2
        exit 1
      }
      # where in $layout the blob of a digest is
      blob() {
        [[ $1 =~ ^sha256:[0-9a-f]{64}$ ]] || refuse "digest \"$1\", expected sha256: and 64 hexadecimal digits"
        echo "$layout/blobs/sha256/''${1#sha256:}"
      }

      mkdir -p "$out/layers"
      layout=$fromImage
      if [[ ! -d $fromImage ]]; then
        layout=$out/layout
        # skopeo 1.9 does not read what is gzipped; both let through what they do not know
        gzip --decompress --force --stdout < "$fromImage" |
          zstd --quiet --decompress --force --stdout > "$TMPDIR/image.tar"
        # to the end of the list: tar must not meet a closed pipe
        if tar --list --file="$TMPDIR/image.tar" | grep --extended-regexp '^(\./)?oci-layout$' > /dev/null; then
          transport=oci-archive
        else
          transport=docker-archive
        fi
        skopeo --insecure-policy --tmpdir "$TMPDIR" copy "$transport:$TMPDIR/image.tar" "oci:$layout:base" >&2
      fi

      digest=$(jq --raw-output --arg wanted "''${architecture-}" '
        def suits: $wanted == "" or (.platform.architecture // $wanted) == $wanted;
        first(.manifests[] | select(suits) | .digest)
      ' "$layout/index.json")
      if [[ -z $digest ]]; then
        refuse "no manifest for $architecture, expected an image for it"
      fi
      manifest=$(blob "$digest")
      jq --arg digest "$digest" '.manifests |= [first(.[] | select(.digest == $digest))]' "$layout/index.json" > "$out/index.json"
      ln --symbolic --relative "$layout/blobs" "$out/blobs"
      echo '{"imageLayoutVersion": "1.0.0"}' > "$out/oci-layout"
      digest=$(jq --raw-output .config.digest "$manifest")
      config=$(blob "$digest")
      cp "$config" "$out/config.json"

      jq --raw-output --slurpfile config "$config" '
        [.layers, $config[0].rootfs.diff_ids] | transpose[]
        | .[0].digest, ({descriptor: .[0], diffId: .[1]} | tojson)
      ' "$manifest" > layers
      count=0
      while read -r digest && read -r layer; do
        directory=$out/layers/$(printf %04d "$count")
        mkdir "$directory"
        echo "$layer" > "$directory/layer.json"
        file=$(blob "$digest")
        ln --symbolic --relative "$file" "$directory/blob"
        count=$((count + 1))
      done < layers
    ''
