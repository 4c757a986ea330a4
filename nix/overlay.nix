# Adds `group-layers` and `buildImage` to a package set.
final: _previous: {
  inherit (import ./. { pkgs = final; }) group-layers buildImage;
}
