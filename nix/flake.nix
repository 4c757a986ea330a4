{
  description = "Assigns the store paths of a Nix closure to a bounded number of container image layers";

  # There is no flake.lock: images are built with the nixpkgs of whoever builds them, who lets this input follow their own. Which
  # versions of node, jq and tar that brings is theirs to fix; all that the program itself is made of is in package-lock.json.
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      inherit (nixpkgs) lib;
      # those that this nixpkgs has: it drops support for a system now and then
      systems = lib.intersectLists [
        "x86_64-linux"
        "aarch64-linux"
        "x86_64-darwin"
        "aarch64-darwin"
      ] (lib.attrNames nixpkgs.legacyPackages);
      forEachSystem = outputs: lib.genAttrs systems (system: outputs nixpkgs.legacyPackages.${system});
      ours = pkgs: import ./. { inherit pkgs; };
    in
    {
      packages = forEachSystem (
        pkgs:
        let
          inherit (ours pkgs) group-layers;
        in
        {
          inherit group-layers;
          default = group-layers;
        }
      );

      apps = forEachSystem (pkgs: {
        default = {
          type = "app";
          program = lib.getExe (ours pkgs).group-layers;
          inherit ((ours pkgs).group-layers) meta;
        };
      });

      checks = forEachSystem (pkgs: (ours pkgs).group-layers.tests);

      # what the tests need, except chromium
      devShells = forEachSystem (pkgs: {
        default = pkgs.mkShellNoCC {
          packages = with pkgs; [
            git
            jq
            nodejs
            skopeo
            umoci
            zstd
          ];
        };
      });

      formatter = forEachSystem (pkgs: pkgs.nixfmt-tree);

      overlays = {
        default = import ./overlay.nix;
        # dockerTools.streamLayeredImage groups with group-layers
        dockerTools = import ./overlay-docker-tools.nix;
      };

      # group-layers.lib.buildImage pkgs { name = "web"; contents = [ pkgs.nginx ]; }
      lib = {
        buildImage = pkgs: (ours pkgs).buildImage;
        # group-layers.lib.buildImages pkgs { web.contents = [ pkgs.nginx ]; api.contents = …; }
        buildImages = pkgs: (ours pkgs).buildImages;
        # the graph of an image or of contents, as it is grouped
        imageGraph = pkgs: (ours pkgs).imageGraph;
        nix2container = {
          layersFile = pkgs: (ours pkgs).nix2container.layersFile;
          layers = pkgs: (ours pkgs).nix2container.layers;
        };
      };
    };
}
