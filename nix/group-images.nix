# The graphs of several images, grouped together: a folder with NAME.json for each.
{
  lib,
  runCommand,
  group-layers,
}:
{
  # Graphs by the names of the images.
  graphs,
  # Most layers of store paths of each.
  budgets,
  # A folder of earlier groupings, or a set of them by the names of images, or null.
  previous,
  # A set of what bytes count: storage, updates, pulls.
  weights,
}:
let
  isSet = builtins.isAttrs previous && !lib.isDerivation previous;
  toList = lib.mapAttrsToList (name: value: "${name}=${toString value}");
in
runCommand "grouped-images"
  {
    __structuredAttrs = true;
    preferLocalBuild = true;
    nativeBuildInputs = [ group-layers ];
    graphs = toList graphs;
    previousFiles = lib.optionalAttrs isSet (lib.mapAttrs (_: file: "${file}") previous);
    groupArgs =
      lib.concatMap (budget: [
        "--budget"
        budget
      ]) (toList budgets)
      ++ lib.optionals (previous != null) [
        "--previous"
        (if isSet then "previous" else "${previous}")
      ]
      ++ lib.optionals (weights != { }) [
        "--weights"
        (lib.concatStringsSep "," (lib.mapAttrsToList (name: weight: "${name}=${builtins.toJSON weight}") weights))
      ];
  }
  ''
    mkdir previous
    for name in "''${!previousFiles[@]}"; do
      ln --symbolic "''${previousFiles[$name]}" "previous/$name.json"
    done
    group-layers fleet "''${graphs[@]}" --out-dir "$out" "''${groupArgs[@]}"
  ''
