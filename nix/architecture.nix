# How Go, and so an OCI image, calls the processor of a Nix system; what is not listed must be given
# to buildImage as `architecture` by who knows it.
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
architectures.${cpu} or (throw "buildImage: no architecture known for the system ${system}: give it as architecture")
