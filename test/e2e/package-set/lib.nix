# The functions of nixpkgs' lib that nix/ uses, as its manual describes them.
let
  inherit (builtins)
    attrNames
    concatLists
    concatMap
    concatStringsSep
    elemAt
    filter
    foldl'
    functionArgs
    genList
    head
    intersectAttrs
    isAttrs
    isFunction
    isList
    isString
    length
    map
    mapAttrs
    replaceStrings
    split
    stringLength
    substring
    tail
    ;
in
rec {
  inherit
    filter
    foldl'
    genList
    attrNames
    mapAttrs
    concatLists
    concatMap
    concatStringsSep
    tail
    ;
  fileset = {
    unions = files: files;
    toSource =
      { root, fileset }:
      let
        prefixes = map toString fileset;
        start = prefix: text: substring 0 (stringLength prefix) text == prefix;
        kept =
          path:
          builtins.any (
            prefix: path == prefix || start "${prefix}/" path || start "${path}/" prefix
          ) prefixes;
      in
      builtins.path {
        name = "source";
        path = root;
        filter = path: _type: kept path;
      };
  };
  fakeHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  fetchers.proxyImpureEnvVars = [
    "http_proxy"
    "https_proxy"
    "all_proxy"
    "no_proxy"
  ];
  licenses.mit = {
    spdxId = "MIT";
  };
  platforms.unix = [
    "x86_64-linux"
    "aarch64-linux"
  ];

  attrByPath =
    path: default: set:
    if path == [ ] then
      set
    else if isAttrs set && set ? ${head path} then
      attrByPath (tail path) default set.${head path}
    else
      default;
  genAttrs =
    names: value:
    builtins.listToAttrs (
      map (name: {
        inherit name;
        value = value name;
      }) names
    );
  filterAttrs =
    keep: set:
    builtins.listToAttrs (
      concatMap (name: if keep name set.${name} then [ { inherit name; value = set.${name}; } ] else [ ]) (
        attrNames set
      )
    );
  getExe = package: "${package}/bin/${package.meta.mainProgram}";
  importJSON = path: builtins.fromJSON (builtins.readFile path);
  intersectLists = ours: filter (value: builtins.elem value ours);
  isDerivation = value: isAttrs value && value.type or null == "derivation";
  makeOverridable =
    function: arguments:
    function arguments
    // {
      override =
        changes:
        makeOverridable function (
          arguments // (if isFunction changes then changes arguments else changes)
        );
    };
  mapAttrsToList = function: set: map (name: function name set.${name}) (attrNames set);
  optionalAttrs = condition: set: if condition then set else { };
  optional = condition: value: if condition then [ value ] else [ ];
  optionals = condition: values: if condition then values else [ ];
  splitString =
    separator: text:
    filter isString (split (replaceStrings [ "." ] [ "\\." ] separator) text);
  toList = value: if isList value then value else [ value ];
  toLower = replaceStrings upper lower;

  callPackageWith =
    set: file: overrides:
    let
      function = if isFunction file then file else import file;
    in
    function (intersectAttrs (functionArgs function) set // overrides);

  upper = letters "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  lower = letters "abcdefghijklmnopqrstuvwxyz";
  letters = text: genList (index: substring index 1 text) (stringLength text);
}
