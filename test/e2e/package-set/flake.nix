{
  # without x86_64-darwin, with which nixpkgs has parted
  outputs = _: {
    lib = import ./lib.nix;
    legacyPackages.x86_64-linux = import ./. { system = "x86_64-linux"; };
    legacyPackages.aarch64-linux = import ./. { system = "aarch64-linux"; };
    legacyPackages.aarch64-darwin = import ./. { system = "aarch64-darwin"; };
  };
}
