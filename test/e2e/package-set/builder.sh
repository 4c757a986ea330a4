# What nixpkgs' stdenv does, as far as nix/ needs it: programs, phases, outputs, structured attributes.
if [ -e .attrs.sh ]; then
  source .attrs.sh
  for output in "${!outputs[@]}"; do
    export "$output=${outputs[$output]}"
  done
  export NIX_ATTRS_JSON_FILE="$NIX_BUILD_TOP/.attrs.json"
fi
PATH=$initialPath/bin
for input in ${nativeBuildInputs[*]} ${nativeInstallCheckInputs[*]}; do
  PATH=$PATH:$input/bin
done
export PATH
set -uo pipefail
runHook() { :; }
if [ -n "${buildCommandPath-}" ]; then
  buildCommand=$(cat "$buildCommandPath")
fi
if [ -n "${buildCommand-}" ]; then
  eval "$buildCommand"
else
  if [ -z "${dontUnpack-}" ]; then
    cp --recursive "$src" source
    chmod --recursive u+w source
    cd source
  fi
  eval "${buildPhase-}"
  eval "${installPhase-}"
  eval "${installCheckPhase-}"
fi
