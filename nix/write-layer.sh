# Writes layers of an image, bit for bit the same wherever and whenever they are written. Sourced by
# the builders; needs GNU tar and, from compression.nix, $compress and $mediaType.

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
      "{\"group-layers.store-paths.count\":\"$#\",\"group-layers.store-paths.digest\":\"sha256:${digest%% *}\"}"
}

# write_layer OUT CREATED_BY ANNOTATIONS: the tar on stdin becomes OUT/blob, and OUT/layer.json has what an
# image's manifest and config state of it. CREATED_BY and ANNOTATIONS are not escaped: no character of a store
# path needs it in JSON.
write_layer() {
  local out=$1 digest diff_id
  mkdir -p "$out"
  # in one pass: to the compressor, and through descriptor 3 to the digest of the tar itself
  diff_id=$({ tee /dev/fd/3 | $compress >"$out/blob"; } 3>&1 | sha256sum)
  digest=$(sha256sum <"$out/blob")
  printf '{"descriptor":{"mediaType":"%s","digest":"sha256:%s","size":%d,"annotations":%s},"diffId":"sha256:%s","history":{"created_by":"%s"}}\n' \
    "$mediaType" "${digest%% *}" "$(stat --format=%s "$out/blob")" "$3" "${diff_id%% *}" "$2" >"$out/layer.json"
}

# first_of TEXT: the first lines of a text as one line, and how many more there are.
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
