# The graph of an image or of contents, as group-layers reads it, with what a base image has: for tuning what
# is built. Takes an image of buildImage, an image of dockerTools (layered or not, with a base image or without), a
# package or a list of packages.
{ lib, closureGraph }:
image:
let
  # in an image of dockerTools, what stands for what it refers to
  carriers =
    if image ? conf || image ? stream.conf then
      # how dockerTools asked for the layers
      (image.conf or image.stream.conf).layersJsonFile.exportReferencesGraph.graph
    else if image ? buildArgs then
      [ image.layer ]
    else
      null;
in
if image ? graph then
  image.graph
else if lib.isDerivation image && carriers != null then
  closureGraph {
    roots = carriers;
    inherit carriers;
  }
else
  closureGraph { roots = lib.toList image; }
