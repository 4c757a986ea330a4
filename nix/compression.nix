# How the tar of a layer is compressed: the programs needed for it, the command, and the media type
# that a manifest gives the result. A level of null is the program's own default.
{ zstd }:
{ compressor, level }:
let
  withLevel = command: if level == null then command else "${command} -${toString level}";
  mediaType = "application/vnd.oci.image.layer.v1.tar";
in
{
  gzip = {
    programs = [ ];
    command = withLevel "gzip --no-name";
    mediaType = "${mediaType}+gzip";
  };
  zstd = {
    programs = [ zstd ];
    command = withLevel "zstd --quiet --stdout";
    mediaType = "${mediaType}+zstd";
  };
  none = {
    programs = [ ];
    command = "cat";
    inherit mediaType;
  };
}
.${compressor}
