# The one layer without store paths: symlinks to what is in /bin, /etc and so on of the contents, and
# the result of extraCommands. In the output `tar` Nix finds the references of the links, which it
# cannot find in the compressed layer.
{ runCommand, jq }:
{
  contents,
  extraCommands,
  uid,
  gid,
}:
runCommand "customisation-layer"
  {
    __structuredAttrs = true;
    outputs = [
      "out"
      "tar"
    ];
    nativeBuildInputs = [ jq ];
    contents = map toString contents;
    inherit
      extraCommands
      uid
      gid
      ;
  }
  ''
    source ${./write-layer.sh}
    source ${./merge-contents.sh}
    mkdir root
    merge_contents "$PWD/root" "''${contents[@]}"
    (cd root && eval "$extraCommands")
    (cd root && find . -mindepth 1 -printf '%P\0' | LC_ALL=C sort --zero-terminated) |
      reproducible_tar --owner="$uid" --group="$gid" --directory=root --no-recursion \
        --null --files-from=- > "$tar"
    write_layer "$out" 'group-layers: links to the contents' '{}' < "$tar"
  ''
