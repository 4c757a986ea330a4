# The arguments of buildImages: those of each image as image-arguments.nix returns them, under `images`, and
# what counts for all. Throws all that is wrong with any.
{
  lib,
  checkArguments,
  imageArguments,
  steering,
}:
given:
let
  inherit (builtins)
    attrNames
    isAttrs
    isFloat
    isInt
    isPath
    isString
    match
    ;

  isFile = value: isString value || isPath value || lib.isDerivation value;
  isNumber = value: (isInt value || isFloat value) && value >= 0;

  ofAll = {
    previous = {
      default = null;
      good = value: value == null || isFile value || isAttrs value;
      expected = "a folder of groupings NAME.json, or a set of files by the names of the images";
    };
    weights = {
      default = { };
      good = isAttrs;
      expected = "a set, such as { pulls = 0.5; }";
    };
  };
  weightFields = lib.genAttrs [ "storage" "updates" "pulls" ] (_: {
    good = isNumber;
    expected = "a number of 0 or more";
  });
  ofImages = removeAttrs given (attrNames ofAll);
  all = checkArguments.complete ofAll (removeAttrs given (attrNames ofImages));
  previousFields = lib.mapAttrs (_: _: {
    good = isFile;
    expected = "a file, a grouping in any of its forms";
  }) ofImages;

  # What only an image has that is grouped alone.
  alone = steering.names ++ [
    "extraGroupArgs"
    "fromImage"
    "groupConfig"
    "popularity"
    "strategy"
  ];
  # What may be a file's name everywhere, and is not an option.
  isName = name: match "[A-Za-z0-9_+][A-Za-z0-9_+.-]{0,199}" name != null;

  wrongNames = lib.filter (name: !isName name) (attrNames ofImages);
  notSets = lib.filter (name: !isAttrs ofImages.${name}) (attrNames ofImages);
  checked = lib.mapAttrs (
    name: arguments: imageArguments "${name}." ({ inherit name; } // removeAttrs arguments alone)
  ) (removeAttrs ofImages notSets);
  wrong =
    map (name: "${builtins.toJSON name}, expected a name of letters, digits and _ + . -") wrongNames
    ++ map (name: "${name}: expected a set, the arguments of an image") notSets
    ++ lib.concatMap (
      name:
      map (
        argument: "${name}.${argument}: expected none, because the images are grouped together"
      ) (lib.filter (argument: ofImages.${name} ? ${argument}) alone)
    ) (attrNames checked)
    ++ lib.concatLists (lib.mapAttrsToList (_: image: image.wrong) checked)
    ++ checkArguments.findings "" ofAll all
    ++ lib.optionals (isAttrs all.weights) (
      checkArguments.findings "weights." weightFields all.weights
    )
    ++ lib.optionals (isAttrs all.previous && !lib.isDerivation all.previous) (
      checkArguments.findings "previous." previousFields all.previous
    );
in
checkArguments.unlessWrong "buildImages" wrong (
  all // { images = lib.mapAttrs (_: image: image.completed) checked; }
)
