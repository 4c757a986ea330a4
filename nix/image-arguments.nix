# The arguments of an image: the default of each, and what it may be. Returns them `completed` with the defaults, and
# what is `wrong` with them, as text after a prefix. What they mean is in README.md.
{
  lib,
  stdenv,
  checkArguments,
}:
prefix: given:
let
  inherit (builtins)
    all
    attrValues
    isAttrs
    isBool
    isInt
    isList
    isPath
    isString
    match
    ;

  isText = value: isString value || isPath value || lib.isDerivation value;
  isTexts = value: isList value && all isText value;
  isStrings = value: isList value && all isString value;
  isId = value: isInt value && value >= 0;
  nullOr = test: value: value == null || test value;

  # The grammars of the OCI distribution specification; the name may have a registry before it.
  component = "[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*";
  registry = "[a-zA-Z0-9.-]+(:[0-9]+)?/";
  isName = value: isString value && match "(${registry})?${component}(/${component})*" value != null;
  isTag = value: isString value && match "[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}" value != null;
  isTime =
    value:
    isString value
    && match "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})" value
      != null;

  # compressors by name, with the highest level of each
  highestLevels = {
    gzip = 9;
    zstd = 19;
    none = 0;
  };
  highestLevel = highestLevels.${completed.compressor} or 19;

  hint = {
    default = [ ];
    good = isStrings;
    expected = "a list of names of store paths, or of globs";
  };
  known = {
    name = {
      good = isName;
      expected = "an image name in lower case, such as web or example.org/team/web";
    };
    tag = {
      default = null;
      good = nullOr isTag;
      expected = "a tag, or null for the digest of the output";
    };
    contents = {
      default = [ ];
      good = value: isText value || isTexts value;
      expected = "a package or a list of packages";
    };
    packages = {
      default = [ ];
      good = value: isStrings value || (isString value && isStrings (builtins.fromJSON value));
      expected = "names of packages, a list or a JSON array in a string";
    };
    pkgs = {
      default = null;
      good = nullOr isAttrs;
      expected = "a package set";
    };
    pkgSource = {
      default = null;
      good = nullOr isString;
      expected = "a string";
    };
    config = {
      default = { };
      good = isAttrs;
      expected = "a set, the config of an OCI image";
    };
    fromImage = {
      default = null;
      good = nullOr isText;
      expected = "an image archive or an OCI layout";
    };
    maxLayers = {
      default = null;
      good = nullOr (value: isInt value && value >= 2);
      expected = "a whole number of 2 or more: one layer is for the links to the contents";
    };
    includeStorePaths = {
      default = true;
      good = isBool;
      expected = "true or false";
    };
    compressor = {
      default = "gzip";
      good = value: isString value && highestLevels ? ${value};
      expected = "gzip, zstd or none";
    };
    compressionLevel = {
      default = null;
      good = nullOr (value: isInt value && value >= 1 && value <= highestLevel);
      expected =
        if highestLevel == 0 then "null" else "a whole number from 1 to ${toString highestLevel}";
    };
    popularity = {
      default = null;
      good = nullOr (
        value:
        isText value
        || (isAttrs value && (isAttrs (value.counts or null) || all isInt (attrValues value)))
      );
      expected = "a file, or a set of name or name-version to count";
    };
    previous = {
      default = null;
      good = nullOr isText;
      expected = "a file, a grouping in any of its forms";
    };
    alone = hint;
    together = hint;
    volatile = hint;
    stable = hint;
    groupConfig = {
      default = null;
      good = nullOr isText;
      expected = "a file, a group-layers.json";
    };
    strategy = {
      default = null;
      good = nullOr isString;
      expected = "the name of a strategy of group-layers";
    };
    extraGroupArgs = {
      default = [ ];
      good = isStrings;
      expected = "a list of strings";
    };
    extraCommands = {
      default = "";
      good = isString;
      expected = "a string, shell commands";
    };
    uid = {
      default = 0;
      good = isId;
      expected = "a whole number";
    };
    gid = {
      default = 0;
      good = isId;
      expected = "a whole number";
    };
    created = {
      default = "1970-01-01T00:00:01Z";
      good = isTime;
      expected = "a time such as 1970-01-01T00:00:01Z; with the time of the build, each build would be a different image";
    };
    architecture = {
      default = import ./architecture.nix stdenv.hostPlatform.system;
      good = isString;
      expected = "an architecture as Go calls it, such as amd64";
    };
    ifd = {
      default = true;
      good = isBool;
      expected = "true or false";
    };
  };

  configFields = {
    User = {
      good = isString;
      expected = "a string";
    };
    ExposedPorts = {
      good = isAttrs;
      expected = "a set, such as { \"80/tcp\" = { }; }";
    };
    Env = {
      good = isTexts;
      expected = "a list of strings, such as [ \"LANG=C.UTF-8\" ]";
    };
    Entrypoint = {
      good = nullOr isTexts;
      expected = "a list of strings";
    };
    Cmd = {
      good = nullOr isTexts;
      expected = "a list of strings";
    };
    Volumes = {
      good = isAttrs;
      expected = "a set, such as { \"/data\" = { }; }";
    };
    WorkingDir = {
      good = isText;
      expected = "a directory";
    };
    Labels = {
      good = value: isAttrs value && all isText (attrValues value);
      expected = "a set of strings";
    };
    StopSignal = {
      good = isString;
      expected = "a signal, such as SIGTERM";
    };
    Healthcheck = {
      good = isAttrs;
      expected = "a set";
    };
    ArgsEscaped = {
      good = isBool;
      expected = "true or false";
    };
  };

  completed = checkArguments.complete known given;
  missing = lib.filter (name: !completed ? ${name}) (lib.attrNames known);
in
{
  inherit completed;
  wrong =
    map (name: "${prefix}${name}: missing, expected ${known.${name}.expected}") missing
    ++ checkArguments.findings prefix known completed
    ++ lib.optionals (isAttrs completed.config) (
      checkArguments.findings "${prefix}config." configFields completed.config
    )
    ++ lib.optional (
      completed.pkgs != null && completed.pkgSource != null
    ) "${prefix}pkgs and pkgSource, expected one of them";
}
