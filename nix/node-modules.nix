# The modules in the lock file that the build needs, installed by `npm ci`.
#
# nixpkgs' importNpmLock and fetchNpmDeps fetch from the URLs in the lock file's `resolved`. Our lock file
# has integrities but no URLs, because each user's npm is configured with its own registry. So npm itself
# installs, in a derivation whose output has a fixed hash. The hash is that of the modules and not of the
# finished program, so that it changes with the lock file and not with every commit. npm is told to install
# for no platform: programs for a single platform are left out, and the rest is the same everywhere, with
# npm 10 and npm 11. After a change of the lock file, test/e2e/package.test.ts and every build print the
# new hash.
{
  lib,
  runCommand,
  nodejs,
  cacert,
}:
let
  lockFile = ../package-lock.json;
  # part of the name, so that no build uses the modules of an older lock file
  revision = builtins.substring 0 12 (builtins.hashFile "sha256" lockFile);
in
runCommand "group-layers-node-modules-${revision}"
  {
    nativeBuildInputs = [ nodejs ];
    # which registry, and the certificates to trust, as nixpkgs' own fetchers take them
    impureEnvVars = lib.fetchers.proxyImpureEnvVars ++ [
      "NIX_NPM_REGISTRY"
      "NIX_SSL_CERT_FILE"
    ];
    inherit cacert;
    outputHashMode = "recursive";
    outputHashAlgo = "sha256";
    outputHash = "sha256-wJJ9VXS8KoYHLhGfSpFDeQdw9vSvoQRaro1s2xS8RZg=";
  }
  ''
    cp ${../package.json} package.json
    cp ${lockFile} package-lock.json
    export HOME=$PWD
    export NODE_EXTRA_CA_CERTS=$cacert/etc/ssl/certs/ca-bundle.crt
    # the certificate of a proxy that decrypts; the file has to be among the sandbox's paths
    if [[ -r ''${NIX_SSL_CERT_FILE-} ]]; then
      NODE_EXTRA_CA_CERTS=$NIX_SSL_CERT_FILE
    fi
    npm ci ''${NIX_NPM_REGISTRY:+"--registry=$NIX_NPM_REGISTRY"} --ignore-scripts --os=none --cpu=none --libc=none --no-audit --no-fund --no-progress --no-update-notifier
    # npm's own notes, and the folders of what was left out, differ from version to version
    rm node_modules/.package-lock.json
    find node_modules -type d -empty -delete
    mv node_modules "$out"
  ''
