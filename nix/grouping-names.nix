# The small form of a grouping (`--format names`), to commit and to give as `previous`: names and the start
# of each digest. Nix, which looks for whole digests, finds no store path in it.
{ runCommand, jq }:
groupedLayers:
runCommand "layers.json"
  {
    nativeBuildInputs = [ jq ];
    preferLocalBuild = true;
    inherit groupedLayers;
  }
  ''
    jq 'map([.contents[] | sub("^.*/"; "") | "\(.[33:]) \(.[:8])"] | sort)' "$groupedLayers" > "$out"
  ''
