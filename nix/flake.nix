{
  description = "Assigns the store paths of a Nix closure to a bounded number of container image layers";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      inherit (nixpkgs) lib;
      forEachSystem =
        outputs:
        lib.genAttrs [
          "x86_64-linux"
          "aarch64-linux"
          "x86_64-darwin"
          "aarch64-darwin"
        ] (system: outputs nixpkgs.legacyPackages.${system});
    in
    {
      packages = forEachSystem (
        pkgs:
        let
          inherit (import ./. { inherit pkgs; }) group-layers;
        in
        {
          inherit group-layers;
          default = group-layers;
        }
      );

      apps = forEachSystem (pkgs: {
        default = {
          type = "app";
          program = lib.getExe (import ./. { inherit pkgs; }).group-layers;
        };
      });

      checks = forEachSystem (pkgs: (import ./. { inherit pkgs; }).group-layers.tests);

      overlays = {
        default = import ./overlay.nix;
        # dockerTools.streamLayeredImage groups with group-layers
        dockerTools = import ./overlay-docker-tools.nix;
      };

      # group-layers.lib.buildImage pkgs { name = "web"; contents = [ pkgs.nginx ]; }
      lib.buildImage = pkgs: (import ./. { inherit pkgs; }).buildImage;
    };
}
