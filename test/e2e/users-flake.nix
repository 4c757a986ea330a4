{
  inputs.group-layers = {
    url = "git+https://example.org/group-layers?dir=nix";
    inputs.nixpkgs.follows = "nixpkgs";
  };
  outputs =
    { nixpkgs, group-layers, ... }:
    let
      pkgs = nixpkgs.legacyPackages.x86_64-linux;
    in
    {
      packages.x86_64-linux.image = group-layers.lib.buildImage pkgs {
        name = "hello";
        contents = [ pkgs.webApp ];
        config.Cmd = [ "${pkgs.busybox}/bin/busybox" ];
      };
    };
}
