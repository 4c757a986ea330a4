# Adds `group-layers`, `buildImage` and `buildImages` to a package set.
final: prev: {
  inherit (import ./. { pkgs = final; }) group-layers buildImage buildImages;
}
