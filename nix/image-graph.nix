# The graph of an image or of contents, as group-layers reads it, with what a base image has: for tuning what
# is built. Takes an image of buildImage, an image of dockerTools (with a base image or without), a
# package or a list of packages.
{ lib, closureGraph }:
image:
let
  # how dockerTools asked for the layers: the roots stand for what they refer to
  asked = (image.conf or image.stream.conf).layersJsonFile;
  isDockerImage = lib.isDerivation image && (image ? conf || image ? stream.conf);
in
if image ? graph then
  image.graph
else if isDockerImage then
  closureGraph {
    roots = asked.exportReferencesGraph.graph;
    carriers = asked.exportReferencesGraph.graph;
  }
else
  closureGraph { roots = lib.toList image; }
