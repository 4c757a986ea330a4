# What is wrong with arguments, each as a line of text, by a table of what is known of them:
# name to { default, good, expected }.
{ lib }:
let
  inherit (builtins)
    isBool
    isInt
    isString
    toJSON
    typeOf
    ;

  show =
    value:
    if isString value || isInt value || isBool value || value == null then
      toJSON value
    else
      "a ${typeOf value}";
in
{
  # What is wrong with the values that a table of these fields describes.
  findings =
    prefix: fields: values:
    lib.concatLists (
      lib.mapAttrsToList (
        name: value:
        let
          field = fields.${name} or {
            good = _: false;
            expected = "one of ${lib.concatStringsSep ", " (lib.attrNames fields)}";
          };
        in
        lib.optional (!field.good value) "${prefix}${name}: ${show value}, expected ${field.expected}"
      ) values
    );

  # Values that are not given get their defaults.
  complete =
    fields: values:
    lib.mapAttrs (_: field: field.default) (lib.filterAttrs (_: field: field ? default) fields)
    // values;

  # The value, or all that is wrong is thrown at once.
  unlessWrong =
    function: wrong: value:
    if wrong == [ ] then
      value
    else
      throw (lib.concatStringsSep "\n" (map (text: "${function}: ${text}") wrong));
}
