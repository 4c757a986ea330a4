# Writes layers of an image, bit for bit the same on every machine and at any time. Sourced by the
# builders; needs GNU tar, gzip and jq.

# reproducible_tar ARGUMENT…: tar with these arguments. The archive does not depend on machine, user or
# time, and files that `nix-store --optimise` hard-linked are written in full.
reproducible_tar() {
  LC_ALL=C tar --create --format=gnu --sort=name --mtime=@1 --owner=0 --group=0 --numeric-owner \
    --hard-dereference "$@"
}

# write_store_layer OUT STOREPATH…: writes a layer of exactly these store paths to OUT.
write_store_layer() {
  local out=$1 parents parent='' part names digest
  shift

  # the parent directories, from an empty tree, because the mode of the real store depends on the machine
  local -a above=()
  parents=$(mktemp -d)
  for part in ${NIX_STORE//\// }; do
    parent+=${parent:+/}$part
    above+=("$parent")
    mkdir -m 755 "$parents/$parent"
  done

  # names for people, and one digest for all paths: a full store path would be a reference, but the
  # finished image does not need its contents in the store
  names=$(printf '%s\n' "$@" | sed -E "s|^$NIX_STORE/[0-9a-z]{32}-||" | LC_ALL=C sort)
  digest=$(printf '%s\n' "$@" | LC_ALL=C sort | sha256sum)
  printf '%s\0' "${@#/}" |
    reproducible_tar --directory="$parents" --no-recursion "${above[@]}" \
      --directory=/ --recursion --null --files-from=- |
    write_layer "$out" "group-layers: $(first_of "$names")" \
      "$(jq --null-input --arg count $# --arg digest "sha256:${digest%% *}" \
        '{"group-layers.store-paths.count": $count, "group-layers.store-paths.digest": $digest}')"
}

# write_layer OUT CREATED_BY ANNOTATIONS: compresses the tar on stdin to OUT/blob, and writes its part of
# the manifest and config to OUT/layer.json.
write_layer() {
  local out=$1 digest diff_id
  mkdir -p "$out"
  gzip --no-name >"$out/blob"
  digest=$(sha256sum <"$out/blob")
  diff_id=$(gzip --decompress --stdout <"$out/blob" | sha256sum)
  jq --null-input --sort-keys \
    --arg digest "sha256:${digest%% *}" --arg diffId "sha256:${diff_id%% *}" \
    --argjson size "$(stat --format=%s "$out/blob")" \
    --arg createdBy "$2" --argjson annotations "$3" \
    '{
      descriptor: {
        mediaType: "application/vnd.oci.image.layer.v1.tar+gzip",
        $digest, $size, $annotations
      },
      $diffId,
      history: {created_by: $createdBy}
    }' >"$out/layer.json"
}

# first_of TEXT: the first lines of a text in one line, and the number of the others.
first_of() {
  local -a lines
  local shown=8
  mapfile -t lines <<<"$1"
  local text="${lines[*]:0:shown}"
  printf '%s' "${text// /, }"
  if ((${#lines[@]} > shown)); then
    printf ' and %d more' $((${#lines[@]} - shown))
  fi
}
