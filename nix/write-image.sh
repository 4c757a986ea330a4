# Combines layers into an OCI image layout. Sourced by the builder; needs jq, and reads the description of
# the image from the attributes of the derivation.

# write_image OUT MANIFEST LOCATIONS DIRECTORY…: writes the layout to OUT, its manifest to MANIFEST, and
# the location of each blob to LOCATIONS. The layers are in the directories or one level below.
write_image() {
  local out=$1 manifest=$2 locations=$3 directory layer digest
  shift 3
  local -a layers=()
  for directory; do
    if [[ -e $directory/layer.json ]]; then
      layers+=("$directory/layer.json")
    else
      for layer in "$directory"/*/layer.json; do
        [[ ! -e $layer ]] || layers+=("$layer")
      done
    fi
  done

  mkdir -p "$out/blobs/sha256"
  jq --null-input '[inputs | . + {path: (input_filename | sub("layer[.]json$"; "blob"))}]' "${layers[@]}" >layers.json
  while read -r digest && read -r layer; do
    # relative, so that it can be read in a store that is mounted elsewhere
    ln --symbolic --force --relative "$layer" "$out/blobs/sha256/${digest#sha256:}"
  done < <(jq --raw-output '.[] | .descriptor.digest, .path' layers.json)

  local baseConfig=/dev/null
  [[ -z ${base-} ]] || baseConfig=$base/config.json
  # the base image comes first; ours overrides its config, except that the environments are joined
  jq --compact-output --sort-keys --slurpfile layers layers.json \
    --slurpfile base "$baseConfig" \
    '.imageConfig as $ours | ($base[0] // {}) as $base | $layers[0] as $layers | $ours + {
      config: (($base.config // {}) + $ours.config
        + ([($base.config.Env, $ours.config.Env) // [] | .[]] | if . == [] then {} else {Env: .} end)),
      rootfs: {type: "layers", diff_ids: [$layers[].diffId]},
      history: (($base.history // []) + [$layers[] | .history // empty | {created: $ours.created} + .])
    }' "$NIX_BUILD_TOP/.attrs.json" >config.json
  jq --compact-output --sort-keys --null-input --slurpfile layers layers.json \
    --argjson config "$(add_blob "$out" config.json application/vnd.oci.image.config.v1+json)" \
    '{
      schemaVersion: 2,
      mediaType: "application/vnd.oci.image.manifest.v1+json",
      $config,
      layers: [$layers[0][].descriptor]
    }' >manifest.json
  jq --compact-output --sort-keys \
    --argjson manifest "$(add_blob "$out" manifest.json application/vnd.oci.image.manifest.v1+json)" \
    --arg tag "$tag" --arg name "$reference:$tag" \
    '{
      schemaVersion: 2,
      mediaType: "application/vnd.oci.image.index.v1+json",
      manifests: [$manifest + {
        platform: (.imageConfig | {architecture, os} + if .variant then {variant} else {} end),
        annotations: {
          "org.opencontainers.image.ref.name": $tag,
          "io.containerd.image.name": $name
        }
      }]
    }' "$NIX_BUILD_TOP/.attrs.json" >"$out/index.json"
  printf '{"imageLayoutVersion":"1.0.0"}' >"$out/oci-layout"

  cp manifest.json "$manifest"
  jq --sort-keys --slurpfile index "$out/index.json" --slurpfile manifest manifest.json \
    --arg blobs "$out/blobs/sha256" \
    '[(.[] | {path} + .descriptor),
      (($manifest[0].config, $index[0].manifests[0])
        | {path: "\($blobs)/\(.digest | ltrimstr("sha256:"))"} + .)]
    | map({key: .digest, value: {path, size, mediaType}}) | from_entries' layers.json >"$locations"
}

# add_blob OUT FILE MEDIATYPE: adds FILE to the blobs of OUT and prints its descriptor.
add_blob() {
  local digest
  digest=$(sha256sum <"$2")
  digest=${digest%% *}
  cp "$2" "$1/blobs/sha256/$digest"
  jq --null-input --compact-output --arg mediaType "$3" --arg digest "sha256:$digest" \
    --argjson size "$(stat --format=%s "$2")" '{$mediaType, $digest, $size}'
}
