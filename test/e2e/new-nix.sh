#!/usr/bin/env bash
# Runs the end-to-end tests on the newest Nix that Debian has, with its sandbox: in a root of Debian unstable, which
# is entered by pivot_root in a mount namespace, since in a chroot Nix may not make the user namespaces of its sandbox.
#
#   npm run e2e:new-nix [-- ARGUMENTS OF VITEST]
#
# Needs root, debootstrap, and Debian's packages when run for the first time (2 GB, some 5 minutes); the root
# is kept in $GROUP_LAYERS_NEW_NIX_ROOT.
set -euo pipefail
cd "$(dirname "$0")/../.."

root=${GROUP_LAYERS_NEW_NIX_ROOT:-/var/tmp/group-layers-new-nix}
packages=busybox-static,ca-certificates,docker-registry,fakeroot,git,jq,nix-bin,nodejs,npm,openssl,python3,skopeo,umoci,xz-utils,zstd

if [[ ! -e $root/complete ]]; then
  # its configure step does not always get the order right, which apt does
  debootstrap --variant=minbase --include="$packages" sid "$root" ||
    DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get install --yes --fix-broken
  chroot "$root" dpkg --audit
  touch "$root/complete"
fi

# names and certificates as they are here
cp --dereference /etc/resolv.conf "$root/etc/resolv.conf"
cp --dereference /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"

export GROUP_LAYERS_E2E=${GROUP_LAYERS_E2E-required}
enter='
  root=$1
  repository=$PWD
  shift
  mount --make-rprivate /
  mount --bind "$root" "$root"
  mount -t tmpfs tmpfs "$root/tmp"
  mkdir --parents "$root$repository" "$root/outside"
  mount --rbind "$repository" "$root$repository"
  if [[ -n ${GROUP_LAYERS_NIXPKGS-} ]]; then
    mkdir --parents "$root$GROUP_LAYERS_NIXPKGS"
    mount --rbind "$GROUP_LAYERS_NIXPKGS" "$root$GROUP_LAYERS_NIXPKGS"
  fi
  mount --rbind /dev "$root/dev"
  mount --rbind /sys "$root/sys"
  mount -t proc proc "$root/proc"
  cd "$root"
  pivot_root . outside
  cd "$repository"
  umount --lazy /outside
  export PATH=/usr/sbin:/usr/bin:/sbin:/bin TMPDIR=/tmp HOME=/root
  nix --version
  exec node node_modules/vitest/vitest.mjs run "$@"
'
if (($# == 0)); then
  # the report's need a browser
  set -- test/e2e --exclude 'test/e2e/report*.test.ts'
fi
exec unshare --mount --pid --fork --kill-child bash -euo pipefail -c "$enter" enter "$root" "$@"
