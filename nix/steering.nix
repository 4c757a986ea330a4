# The arguments of images that steer how they are grouped: an earlier grouping, and hints.
{ lib }:
let
  none = {
    previous = null;
    alone = [ ];
    together = [ ];
    volatile = [ ];
    stable = [ ];
  };
in
{
  # their names
  names = lib.attrNames none;

  # the options of group-layers that say the same; other arguments are passed over
  options =
    arguments:
    let
      given = none // builtins.intersectAttrs none arguments;
      hints =
        kind:
        lib.concatMap (glob: [
          "--${kind}"
          glob
        ]) given.${kind};
    in
    lib.optionals (given.previous != null) [
      "--previous"
      given.previous
    ]
    ++ lib.concatMap hints [
      "alone"
      "together"
      "volatile"
      "stable"
    ];
}
