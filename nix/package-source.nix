# A package set from a string, such as a service may receive: nixpkgs!CHANNEL, git!URL!REV-or-branch or
# path!PATH. The functions that fetch are arguments, so that tests can replace them.
{
  fetchTarball ? builtins.fetchTarball,
  fetchGit ? builtins.fetchGit,
}:
importArguments: source:
let
  inherit (builtins) elemAt match;
  nixpkgs = match "nixpkgs!([a-zA-Z0-9._-]+)" source;
  git = match "git!(.+)!([^!]+)" source;
  path = match "path!(/.*)" source;

  gitSource =
    let
      url = elemAt git 0;
      revision = elemAt git 1;
    in
    fetchGit (
      if match "[0-9a-f]{40}" revision != null then
        {
          inherit url;
          rev = revision;
          # the revision may be on any branch
          allRefs = true;
        }
      else
        {
          inherit url;
          ref = revision;
        }
    );
  folder =
    if nixpkgs != null then
      fetchTarball "https://github.com/NixOS/nixpkgs/archive/${elemAt nixpkgs 0}.tar.gz"
    else if git != null then
      gitSource
    else if path != null then
      # in pure evaluation, Nix 2.8 only accepts strings of store paths here
      /. + elemAt path 0
    else
      throw "buildImage: pkgSource: ${builtins.toJSON source}, expected nixpkgs!CHANNEL, git!URL!REVISION-or-BRANCH or path!/ABSOLUTE/PATH";
in
import folder importArguments
