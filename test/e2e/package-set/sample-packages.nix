# The packages of the images: a real busybox, and files of some size that refer to each other.
{
  lib,
  runCommand,
  # changed by an update
  release,
  opensslVersion,
}:
let
  package =
    name: kilobytes: references:
    runCommand name { inherit references; } ''
      mkdir -p "$out/bin" "$out/share/$name"
      head --bytes=${toString kilobytes}K < <(seq --format="$name %.0f" ${toString (kilobytes * 100)}) > "$out/share/$name/data"
      echo $references > "$out/share/$name/references"
      ln -s "../share/$name/data" "$out/bin/$name-data"
    '';
in
rec {
  busybox = runCommand "busybox-1.35" { } ''
    mkdir -p "$out/bin"
    cp /usr/bin/busybox "$out/bin/busybox"
    for name in sh ls cat; do ln -s busybox "$out/bin/$name"; done
    ln -s bin "$out/sbin"
  '';

  glibc = package "glibc-2.36" 400 [ ];
  zlib = package "zlib-1.2.13" 60 [ glibc ];
  libcxx = package "libc++-14.0" 200 [ glibc ];
  openssl = package "openssl-${opensslVersion}" 300 [ glibc ];
  pcre2 = package "pcre2-10.42" 80 [ glibc ];
  oddName = package "odd+name._?x=1" 10 [ ];
  sqlite = package "sqlite-3.40" 150 [
    zlib
    glibc
  ];
  nginx = package "nginx-1.22" 120 [
    openssl
    pcre2
    zlib
  ];
  python3 = package "python3-3.11" 500 [
    openssl
    sqlite
    zlib
    libcxx
  ];
  python3Packages.numpy = package "python3.11-numpy-1.24" 250 [
    python3
    libcxx
  ];
  redis = package "redis-7.0" 100 [
    openssl
    oddName
  ];
  webApp = package "web-app-${release}" 40 [
    nginx
    busybox
  ];
  reportApp = package "report-app-${release}" 30 [
    python3Packages.numpy
    busybox
  ];

  # an alias of a removed package, as in nixpkgs
  gone = throw "gone has been removed";

  many = lib.genList (index: builtins.toFile "many-${toString index}" (toString index)) 1000;
}
