# Packages by name: { found = [ package … ]; missing = [ name … ]; }, in the order of the names.
# Names may be untrusted: they are looked up and never evaluated.
{ lib }:
pkgs: names:
let
  inherit (builtins)
    attrNames
    filter
    groupBy
    head
    match
    partition
    tryEval
    ;

  # image names are lower case, attribute names of nixpkgs are camelCase
  camelCaseNames = groupBy lib.toLower (filter (name: match ".*[A-Z].*" name != null) (attrNames pkgs));
  spelling = first: if pkgs ? ${first} then first else head (camelCaseNames.${first} or [ first ]);

  find =
    name:
    let
      path = lib.splitString "." name;
      package = lib.attrByPath ([ (spelling (head path)) ] ++ lib.tail path) null pkgs;
      # aliases of packages that were removed from nixpkgs throw
      usable = tryEval (lib.isDerivation package);
    in
    {
      inherit name package;
      exists = usable.success && usable.value;
    };
  split = partition (result: result.exists) (map find names);
in
# a package set that cannot be evaluated is an error, not a missing package
builtins.seq pkgs {
  found = map (result: result.package) split.right;
  missing = map (result: result.name) split.wrong;
}
