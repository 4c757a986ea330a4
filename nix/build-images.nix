# Several images for one registry, their store paths grouped together, so that they share layers. README.md shows how to use it.
{
  lib,
  runCommand,
  groupImages,
  groupedImage,
  imageParts,
  imagesArguments,
}:
given:
let
  arguments = imagesArguments given;
  parts = lib.mapAttrs (_: imageParts) arguments.images;
  # an image with packages that do not exist is data, and the others are grouped without it
  found = lib.filterAttrs (_: image: image.missing == [ ]) parts;
  groupedImages = groupImages {
    inherit (arguments) previous weights;
    graphs = lib.mapAttrs (_: image: image.graph) found;
    budgets = lib.mapAttrs (
      _: image: if image.budget == null then image.defaultBudget else image.budget
    ) found;
  };

  images = lib.mapAttrs (
    name: image:
    groupedImage image {
      # with the context of this image alone, unlike the folder of all
      groupedLayers = runCommand "grouped-layers.json" {
        preferLocalBuild = true;
        inherit groupedImages;
      } ''cp "$groupedImages/${name}.json" "$out"'';
      readLayers = "${groupedImages}/${name}.json";
      passthru = { inherit groupedImages allNames; };
    }
  ) parts;

  # for `previous`
  allNames = runCommand "layers" {
    __structuredAttrs = true;
    preferLocalBuild = true;
    names = lib.mapAttrs (name: _: "${images.${name}.names}") found;
  } ''
    mkdir "$out"
    for name in "''${!names[@]}"; do
      cp "''${names[$name]}" "$out/$name.json"
    done
  '';
in
images
