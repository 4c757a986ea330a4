# Checks the arguments of buildImage; the error lists everything wrong with what was expected.
{ lib }:
arguments:
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
    toJSON
    typeOf
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

  fields = [
    {
      field = "name";
      good = isName;
      expected = "an image name in lower case, such as web or example.org/team/web";
    }
    {
      field = "tag";
      good = nullOr isTag;
      expected = "a tag, or null for the digest of the output";
    }
    {
      field = "contents";
      good = value: isText value || isTexts value;
      expected = "a package or a list of packages";
    }
    {
      field = "packages";
      good = value: isStrings value || (isString value && isStrings (builtins.fromJSON value));
      expected = "names of packages, a list or a JSON array in a string";
    }
    {
      field = "pkgSource";
      good = nullOr isString;
      expected = "a string";
    }
    {
      field = "config";
      good = isAttrs;
      expected = "a set, the config of an OCI image";
    }
    {
      field = "fromImage";
      good = nullOr isText;
      expected = "an image archive or an OCI layout";
    }
    {
      field = "maxLayers";
      good = value: isInt value && value >= 2;
      expected = "a whole number of 2 or more: one layer is for the links to the contents";
    }
    {
      field = "popularity";
      good = nullOr (
        value:
        isText value
        || (isAttrs value && (isAttrs (value.counts or null) || all isInt (attrValues value)))
      );
      expected = "a file, or a set of the same, such as name or name-version to count";
    }
    {
      field = "strategy";
      good = isString;
      expected = "the name of a strategy of group-layers";
    }
    {
      field = "extraGroupArgs";
      good = isStrings;
      expected = "a list of strings";
    }
    {
      field = "extraCommands";
      good = isString;
      expected = "a string, shell commands";
    }
    {
      field = "uid";
      good = isId;
      expected = "a whole number";
    }
    {
      field = "gid";
      good = isId;
      expected = "a whole number";
    }
    {
      field = "created";
      good = isTime;
      expected = "a time such as 1970-01-01T00:00:01Z; with the time of the build, every build would be another image";
    }
    {
      field = "architecture";
      good = isString;
      expected = "an architecture as Go calls it, such as amd64";
    }
    {
      field = "ifd";
      good = isBool;
      expected = "true or false";
    }
  ];

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

  show =
    value:
    if isString value || isInt value || isBool value || value == null then
      toJSON value
    else
      "a ${typeOf value}";
  finding =
    where: value:
    { good, expected, ... }:
    lib.optional (!good value) "${where}: ${show value}, expected ${expected}";
  configFindings = lib.concatLists (
    lib.mapAttrsToList (
      key: value:
      finding "config.${key}" value (
        configFields.${key} or {
          good = _: false;
          expected = "one of ${lib.concatStringsSep ", " (lib.attrNames configFields)}";
        }
      )
    ) arguments.config
  );
  findings =
    lib.concatMap (entry: finding entry.field arguments.${entry.field} entry) fields
    ++ lib.optionals (isAttrs arguments.config) configFindings;
in
if findings == [ ] then
  arguments
else
  throw (lib.concatStringsSep "\n" (map (text: "buildImage: ${text}") findings))
