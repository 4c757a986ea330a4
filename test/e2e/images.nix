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

  # with its layers where the web of the first versions has them
  kept = web.override {
    previous = (import ./images.nix { inherit packageSet nixFolder; }).web.names;
  };

  # in which the application has its layer because it is known to change
  volatile = web.override { volatile = [ "web-app" ]; };

  # the images of a fleet, by what is said of all
  fleetWith =
    changes:
    ours.buildImages (
      {
        web = {
          tag = release;
          contents = roots.web;
          maxLayers = 8;
        };
        report = {
          name = "team/report";
          contents = roots.report;
          maxLayers = 5;
        };
        cache = {
          contents = roots.cache;
          compressor = "none";
          ifd = false;
        };
      }
      // changes
    );
  fleet = fleetWith { };
  ofFleet =
    name: part: changes:
    (fleetWith changes).${name}.${part};
  keptFleet = fleetWith {
    previous = (import ./images.nix { inherit packageSet nixFolder; }).fleet.web.allNames;
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

  # groupings with a group-layers.json, and what an image has besides
  groupedBy = {
    web =
      groupConfig: changes:
      (web.override (
        {
          inherit groupConfig;
          maxLayers = null;
        }
        // changes
      )).groupedLayers;
    docker =
      groupConfig: changes:
      (dockerTools.buildLayeredImage (
        removeAttrs dockerArguments [ "maxLayers" ] // { inherit groupConfig; } // changes
      )).groupedLayers;
    nix2container =
      groupConfig: changes:
      (ours.nix2container.layersFile (
        {
          inherit groupConfig;
          contents = roots.web;
        }
        // changes
      )).groupedLayers;
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

  # upon archives as docker save and dockerTools write them, by what stands before the names in their layers
  uponArchiveOf = builtins.mapAttrs (
    name: before:
    builtins.mapAttrs (
      compressor: command:
      upon.override { fromImage = dockerArchive "${name}-${compressor}" before command; }
    ) {
      none = "cat";
      gzip = "gzip";
      zstd = "zstd";
    }
  ) {
    absolute = "/";
    dotted = "./";
    relative = "";
  };
  dockerArchive =
    name: before: compress:
    pkgs.runCommand name
      {
        nativeBuildInputs = [
          pkgs.jq
          pkgs.zstd
        ];
        inherit web;
      }
      ''
        digest=$(jq --raw-output '.manifests[0].digest[7:]' "$web/index.json")
        mkdir image
        count=0
        for layer in $(jq --raw-output '.layers[].digest[7:]' "$web/blobs/sha256/$digest"); do
          mkdir "root-$count"
          tar --extract --gzip --file="$web/blobs/sha256/$layer" --directory="root-$count"
          (cd "root-$count" && find . -mindepth 1 -printf '%P\n') |
            tar --create --sort=name --mtime=@1 --owner=0 --group=0 --directory="root-$count" --no-recursion --absolute-names \
              --transform='flags=r;s|^|${before}|' --file="image/$count.tar" --files-from=-
          chmod -R u+w "root-$count"
          layers+=("$count.tar")
          count=$((count + 1))
        done
        config=$(jq --raw-output '.config.digest[7:]' "$web/blobs/sha256/$digest")
        jq '.rootfs.diff_ids = ($ids | split(" ") | map("sha256:" + .))' \
          --arg ids "$(cd image && for layer in "''${layers[@]}"; do sha256sum < "$layer"; done | cut --delimiter=' ' --fields=1 | paste --serial --delimiters=' ')" \
          "$web/blobs/sha256/$config" > image/config.json
        jq --null-input --compact-output '[{Config: "config.json", RepoTags: ["web:1.0"], Layers: $ARGS.positional}]' \
          --args "''${layers[@]}" > image/manifest.json
        (cd image && tar --create --mtime=@1 *) | ${compress} > "$out"
      '';

  compressed = {
    gzip = web.override { compressionLevel = 9; };
    zstd = web.override { compressor = "zstd"; };
    zstd1 = web.override {
      compressor = "zstd";
      compressionLevel = 1;
    };
    none = web.override { compressor = "none"; };
  };
  uponZstd = upon.override { fromImage = compressed.zstd; };

  # layouts in which one digest leads out of them, by where that is
  uponEscape =
    builtins.mapAttrs (_: place: upon.override { fromImage = layoutWithEscape place; })
      {
        manifest.index = ".manifests[0].digest";
        config.manifest = ".config.digest";
        layer.manifest = ".layers[1].digest";
      };
  layoutWithEscape =
    {
      index ? "empty",
      manifest ? "empty",
    }:
    pkgs.runCommand "layout"
      {
        nativeBuildInputs = [ pkgs.jq ];
        inherit web;
      }
      ''
        cp --recursive --no-dereference "$web" "$out"
        chmod -R u+w "$out"
        blobs=$out/blobs/sha256
        digest=$(jq --raw-output '.manifests[0].digest[7:]' "$web/index.json")
        jq '${manifest} |= "sha256:../../../x"' "$blobs/$digest" > manifest.json
        digest=$(sha256sum < manifest.json | cut --delimiter=' ' --fields=1)
        cp manifest.json "$blobs/$digest"
        jq --arg digest "sha256:$digest" '.manifests[0].digest = $digest | ${index} |= "sha256:../../../x"' \
          "$web/index.json" > "$out/index.json"
      '';

  # the contents of an image that finds its store paths elsewhere
  withoutStorePaths = web.override { includeStorePaths = false; };

  # what nixpkgs' dockerTools makes of our answers
  dockerTools =
    (import packageSet {
      inherit release opensslVersion;
      overlays = [ (import (nixFolder + "/overlay-docker-tools.nix")) ];
    }).dockerTools;
  dockerArguments = {
    name = "web";
    contents = roots.web;
    maxLayers = 6;
  };
  dockerImages = {
    stream = dockerTools.streamLayeredImage dockerArguments;
    build = dockerTools.buildLayeredImage dockerArguments;
    steered = dockerTools.streamLayeredImage (
      dockerArguments
      // {
        maxLayers = 4;
        previous = web.names;
        alone = [ "glibc*" ];
      }
    );
    withoutStorePaths = dockerTools.streamLayeredImage (
      dockerArguments // { includeStorePaths = false; }
    );
    empty = dockerTools.streamLayeredImage (dockerArguments // { contents = [ ]; });
    upon = dockerTools.streamLayeredImage (
      dockerArguments
      // {
        contents = roots.upon;
        fromImage = dockerArchive "absolute-none" "/" "cat";
        maxLayers = 9;
      }
    );
    uponTooMuch = dockerTools.streamLayeredImage (
      dockerArguments // { fromImage = dockerArchive "absolute-none" "/" "cat"; }
    );
  };
  # whole images: for these a real dockerTools is needed
  wholeDockerImages =
    builtins.mapAttrs
      (_: changes: dockerTools.buildLayeredImage (dockerArguments // { compressor = "none"; } // changes))
      {
        two.maxLayers = 2;
        six.maxLayers = 6;
        hundred.maxLayers = 100;
        none.compressor = "none";
        gz.compressor = "gz";
        zstd.compressor = "zstd";
        empty.contents = [ ];
        withoutStorePaths.includeStorePaths = false;
        fakeRoot.fakeRootCommands = "mkdir srv && chown 7:8 srv";
        fakeChroot = {
          enableFakechroot = true;
          fakeRootCommands = "mkdir /srv && chown 7:8 /srv";
        };
        # dockerTools' own grouping, which the overlay leaves alone
        pipeline.layeringPipeline = [
          [ "popularity_contest" ]
          [
            "limit_layers"
            3
          ]
        ];
        nixDb.includeNixDB = true;
        upon = {
          contents = roots.upon;
          maxLayers = 20;
          fromImage = wholeDockerImages.six;
        };
        uponCompressed = {
          contents = roots.upon;
          maxLayers = 20;
          fromImage = wholeDockerImages.gz;
        };
      }
    // {
      stream = pkgs.runCommand "streamed" { passthru = { inherit (dockerImages.stream) conf; }; } ''
        ${dockerImages.stream} > "$out"
      '';
    };

  # without our overlay, as they would be grouped
  plainDockerImages = {
    stream = pkgs.dockerTools.streamLayeredImage dockerArguments;
    build = pkgs.dockerTools.buildLayeredImage dockerArguments;
    withoutStorePaths = pkgs.dockerTools.streamLayeredImage (
      dockerArguments // { includeStorePaths = false; }
    );
    whole = pkgs.dockerTools.buildImage {
      name = "web";
      copyToRoot = roots.web;
      fromImage = dockerTools.buildLayeredImage (dockerArguments // { contents = roots.report; });
    };
    upon = pkgs.dockerTools.buildLayeredImage (
      dockerArguments
      // {
        contents = roots.upon;
        fromImage = dockerArchive "absolute-none" "/" "cat";
        maxLayers = 9;
      }
    );
  };
  nix2container =
    let
      arguments = {
        contents = roots.web;
        maxLayers = 4;
      };
      # in the form that nix2container writes, of layers of ours beside which it has one of its own
      imageOf =
        layers:
        pkgs.runCommand "image-web.json"
          {
            inherit layers;
            own = pkgs.runCommand "layers.json" {
              graph = pkgs.runCommand "closure-graph.json" { } ''echo '[]' > "$out"'';
            } ''echo "$graph" > "$out"'';
          }
          ''
            echo '{"version":1,"image-config":{},"layers":[]}' > "$out"
          '';
    in
    rec {
      file = ours.nix2container.layersFile arguments;
      image = imageOf layers;
      # without ours
      plain = pkgs.writeText "image-plain.json" (
        builtins.toJSON {
          version = 1;
          image-config = { };
          layers = map (root: { paths = [ { path = root; } ]; }) roots.web ++ [ { } ];
        }
      );
      layers = builtins.head (
        ours.nix2container.layers (
          arguments
          // {
            # a layer of the paths of a graph, which refers to no others: nix2container has them all in it
            nix2container-bin = pkgs.runCommand "nix2container" { } ''
              mkdir -p "$out/bin"
              echo '#!/bin/sh
                [ "$1 $4 $5" = "layers-from-reproducible-storepaths --max-layers 1" ] || exit 1
                jq "[{paths: map(.path), outside: (map(.references[]) - map(.path))}]" "$3" > "$2"
              ' > "$out/bin/nix2container"
              chmod +x "$out/bin/nix2container"
            '';
          }
        )
      );
    };

  # on a nixpkgs whose dockerTools does not call dockerAutoLayer
  oldDockerTools =
    (import (nixFolder + "/overlay-docker-tools.nix") pkgs (removeAttrs pkgs [ "dockerAutoLayer" ])).dockerTools;

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
    fleet = { inherit (roots) web report cache; };
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
