{
  inputs.nixpkgs = {
    url = "path:@nixpkgs@";
    flake = false;
  };
  outputs =
    { nixpkgs, ... }:
    {
      lib = import "${nixpkgs}/lib";
      legacyPackages.x86_64-linux = import ./. {
        inherit nixpkgs;
        system = "x86_64-linux";
      };
    };
}
