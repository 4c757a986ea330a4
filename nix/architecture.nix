# The processor of a Nix system as Go and OCI images call it. For systems that are not listed, give
# `architecture` to buildImage.
system:
let
  cpu = builtins.head (builtins.split "-" system);
  architectures = {
    x86_64 = "amd64";
    i686 = "386";
    aarch64 = "arm64";
    armv6l = "arm";
    armv7l = "arm";
    riscv64 = "riscv64";
    powerpc64le = "ppc64le";
    s390x = "s390x";
    loongarch64 = "loong64";
    mips64el = "mips64le";
  };
in
architectures.${cpu} or (throw "buildImage: the architecture of the system ${system} is not known: give it as architecture")
