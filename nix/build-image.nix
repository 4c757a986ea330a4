# An OCI image whose store paths are grouped into layers by group-layers. README.md shows how to use it.
{
  lib,
  writeText,
  checkArguments,
  groupContents,
  groupedImage,
  imageArguments,
  imageParts,
  steering,
}:
let
  buildImage =
    given:
    let
      inherit (imageArguments "" given) wrong completed;
      arguments = checkArguments.unlessWrong "buildImage" wrong completed;
      inherit (arguments) popularity;
      parts = imageParts arguments;
      popularityFile =
        if builtins.isAttrs popularity && !lib.isDerivation popularity then
          writeText "popularity.json" (builtins.toJSON popularity)
        else
          popularity;
    in
    groupedImage parts {
      groupedLayers = groupContents {
        inherit (parts)
          graph
          base
          budget
          defaultBudget
          ;
        inherit (arguments) groupConfig;
        groupArgs =
          steering.option "strategy" arguments.strategy
          ++ steering.option "popularity" popularityFile
          ++ steering.options arguments
          ++ arguments.extraGroupArgs;
      };
    };
in
given:
let
  image = buildImage given;
in
# an answer that is data stays data
if image ? error then image else lib.makeOverridable buildImage given
