# Adds `group-layers` and `buildImage` to a package set.
final: prev: {
  inherit (import ./. { pkgs = final; }) group-layers buildImage;
}
