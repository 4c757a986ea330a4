# The arguments of images that steer how they are grouped: an earlier grouping, and hints.
{ lib }:
rec {
  # their names
  names = [ "previous" ] ++ hints;

  # a function of the options of group-layers that say the same, then of the other arguments
  steered =
    function: arguments:
    function (options arguments) (removeAttrs arguments names);

  # the options alone
  options =
    arguments:
    option "previous" (arguments.previous or null)
    ++ lib.concatMap (kind: lib.concatMap (option kind) (arguments.${kind} or [ ])) hints;

  # an option that is left out for null
  option =
    name: value:
    lib.optionals (value != null) [
      "--${name}"
      value
    ];

  hints = [
    "alone"
    "together"
    "volatile"
    "stable"
  ];
}
