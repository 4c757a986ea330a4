# Six images of real Debian programs: each package is unpacked into its own store path, with its
# dependencies as references, and its programs are changed to find their libraries there.
{
  packageSet,
  nixFolder,
  # *.deb, and packages.json: what is in which store path and what it depends on
  debs,
  # A strategy of group-layers for each image alone, or `fleet` for all together.
  strategy,
  maxLayers,
  # A folder with the names of each image's layers before, NAME.json, or null.
  previous ? null,
  release ? "1",
  # A package whose source has been updated.
  updated ? "",
}:
let
  pkgs = import packageSet { };
  inherit (import nixFolder { inherit pkgs; }) buildImage buildImages;
  inherit (pkgs) lib;

  # an update changes a source: the version of all packages that are built from it
  holdsUpdated = package: builtins.any (file: builtins.match "${updated}_.*" file != null) package.files;
  updatedVersions = map (package: package.version) (
    builtins.filter holdsUpdated (builtins.attrValues packages)
  );
  isUpdated = package: builtins.elem package.version updatedVersions;
  packages = lib.importJSON (debs + "/packages.json");
  built = builtins.mapAttrs (
    name: package:
    pkgs.runCommand "${name}-${package.version}${if isUpdated package then "+u1" else ""}" {
      debs = map (
        file:
        builtins.path {
          path = debs + "/${file}";
          name = builtins.replaceStrings [ "%" "~" ] [ "_" "_" ] file;
        }
      ) package.files;
      depends = map (dependency: built.${dependency}) package.depends;
    } (builtins.readFile ./unpack-debian.sh)
  ) packages;

  application =
    name: programs:
    pkgs.runCommand "${name}-app-${release}" { inherit programs; } ''
      mkdir -p "$out/share/app"
      echo $programs > "$out/share/app/programs"
      head --bytes=2M /dev/zero |
        /usr/bin/openssl enc -aes-128-ctr -nosalt -pbkdf2 -pass pass:${name}-${release} > "$out/share/app/code"
    '';

  images =
    builtins.mapAttrs
      (
        name: programs:
        let
          roots = map (program: built.${program}) (
            programs
            ++ [
              "bash"
              "busybox-static"
              "ca-certificates"
              "coreutils"
              "curl"
              "tini"
            ]
          );
        in
        {
          inherit name maxLayers;
          tag = "x";
          contents = [ (application name roots) ];
        }
      )
      {
        web = [ "nginx" ];
        api = [ "python3" ];
        git = [ "git" ];
        cache = [ "redis-server" ];
        jvm = [ "openjdk-17-jre-headless" ];
        db = [ "postgresql-15" ];
      };
  alone =
    name: image:
    buildImage (
      image
      // {
        inherit strategy;
        previous = if previous == null then null else previous + "/${name}.json";
        extraGroupArgs = [ "--quiet" ];
      }
    );
in
if strategy == "fleet" then
  buildImages (images // { inherit previous; })
else
  builtins.mapAttrs alone images
