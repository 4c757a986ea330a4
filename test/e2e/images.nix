# The images of the tests.
{
  packageSet,
  nixFolder,
  release ? "1.0",
  opensslVersion ? "3.0.15",
}:
let
  pkgs = import packageSet { inherit release opensslVersion; };
  ours = import nixFolder { inherit pkgs; };
  inherit (ours) buildImage;
in
ours
// rec {
  inherit pkgs nixFolder;

  web = buildImage {
    name = "team/web";
    tag = release;
    contents = [
      pkgs.webApp
      pkgs.busybox
    ];
    config = {
      Cmd = [
        "${pkgs.busybox}/bin/busybox"
        "echo"
        "hello"
      ];
      Env = [ "RELEASE=${release}" ];
      ExposedPorts."80/tcp" = { };
    };
    maxLayers = 6;
  };

  report = buildImage {
    name = "report";
    tag = release;
    contents = pkgs.reportApp;
    maxLayers = 20;
  };

  cache = buildImage {
    name = "cache";
    packages = ''["redis"]'';
    # neither of them is in the contents
    config.Entrypoint = [ "${pkgs.busybox}/bin/sh" ];
    extraCommands = ''
      mkdir tmp
      chmod 1777 tmp
      ln -s ${pkgs.sqlite}/share sqlite
    '';
    uid = 33;
    gid = 44;
    maxLayers = 3;
    strategy = "auto-layer";
    popularity.glibc = 100;
    extraGroupArgs = [ "--quiet" ];
  };

  # so many store paths in a layer that they would not fit into arguments or variables
  many = buildImage {
    name = "many";
    contents = pkgs.many;
    maxLayers = 2;
  };

  empty = buildImage { name = "empty"; };

  upon = buildImage {
    name = "upon";
    contents = [ pkgs.redis ];
    fromImage = web;
    maxLayers = 9;
    config.Env = [ "UPON=web" ];
  };
  uponTooMuch = upon.override { maxLayers = 7; };
  uponArchive = upon.override { fromImage = web.archive; };

  # as dockerTools calls it: the excluded paths refer to the others
  dockerLayers =
    let
      customisation = pkgs.runCommand "customisation" { inherit (roots) web; } ''echo $web > "$out"'';
    in
    (pkgs // import (nixFolder + "/overlay-docker-tools.nix") pkgs pkgs).dockerAutoLayer {
      closureRoots = [ customisation ];
      excludePaths = [ customisation ];
      maxLayers = 6;
    };

  # what must be in the images, whatever requested it
  roots = {
    web = with pkgs; [
      webApp
      busybox
    ];
    report = [ pkgs.reportApp ];
    cache = with pkgs; [
      redis
      busybox
      sqlite
    ];
    many = pkgs.many;
    empty = [ ];
    upon = roots.web ++ [ pkgs.redis ];
  };

  withoutIfd = builtins.mapAttrs (_: image: image.override { ifd = false; }) {
    inherit
      web
      report
      cache
      many
      empty
      upon
      ;
  };
}
