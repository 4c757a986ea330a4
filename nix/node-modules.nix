# What the lock file lists and the build needs, as `npm ci` installs it.
#
# nixpkgs' importNpmLock and fetchNpmDeps read where to fetch from in the lock file's `resolved`;
# ours has integrities and names no hosts, since that is for each user's npm to know. So npm itself
# installs, in a derivation whose output has a fixed hash. The hash is of the modules and not of the
# finished program, because it then changes with the lock file and not with every commit. For no
# platform at all, the programs made for one are left out, and what remains is the same everywhere,
# and for npm 10 as for npm 11. When the lock file has changed, test/e2e/package.test.ts (and any build) says the new hash.
{
  lib,
  runCommand,
  nodejs,
  cacert,
}:
let
  lockFile = ../package-lock.json;
  # with the lock file in the name no build takes the modules of an older one for its own
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
    outputHash = "sha256-W/WpLOHLTpsmZgDPlDHhWmnLdao2KQaYjnSB4WQPY/o=";
  }
  ''
    cp ${../package.json} package.json
    cp ${lockFile} package-lock.json
    export HOME=$PWD
    export NODE_EXTRA_CA_CERTS=$cacert/etc/ssl/certs/ca-bundle.crt
    # the file of a proxy that reads along; it has to be among the sandbox's paths
    if [[ -r ''${NIX_SSL_CERT_FILE-} ]]; then
      NODE_EXTRA_CA_CERTS=$NIX_SSL_CERT_FILE
    fi
    npm ci ''${NIX_NPM_REGISTRY:+"--registry=$NIX_NPM_REGISTRY"} --ignore-scripts --os=none --cpu=none --libc=none --no-audit --no-fund --no-progress --no-update-notifier
    # npm's own notes, and the folders of what was left out, differ from version to version
    rm node_modules/.package-lock.json
    find node_modules -type d -empty -delete
    mv node_modules "$out"
  ''
