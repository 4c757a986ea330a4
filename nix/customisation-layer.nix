# The one layer that is not of store paths: symlinks to what the contents have in /bin, /etc and so
# on, and what extraCommands leave there. The output `tar` is there for Nix, which finds in it what
# the links refer to; in the compressed layer it could not.
{ runCommand }:
{
  contents,
  compression,
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
    nativeBuildInputs = compression.programs;
    compress = compression.command;
    inherit (compression) mediaType;
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
