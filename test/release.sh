#!/usr/bin/env bash
# Checks that this commit can be released as the version in package.json, and leaves the tarball to publish in the
# folder of the repository. Publishes nothing itself.
#
#   npm run release
#
# Needs git and npm's registry.
set -euo pipefail
cd "$(dirname "$0")/.."

refuse() {
  echo "release: $1" >&2
  exit 1
}

version=$(node -p 'require("./package.json").version')
[[ -z $(git status --porcelain) ]] || refuse "files are changed or new: commit them first"
[[ $(grep --max-count=1 '^## ' CHANGELOG.md) == "## $version" ]] ||
  refuse "CHANGELOG.md does not begin with ## $version"
[[ $(node -p 'require("./package-lock.json").version') == "$version" ]] ||
  refuse "package-lock.json is not of version $version: run npm install"
! git rev-parse --quiet --verify "refs/tags/v$version" >/dev/null || refuse "v$version is tagged already"

# from two clean checkouts in folders of different names
folder=$(mktemp --directory)
trap 'rm -rf "$folder"' EXIT
for build in first second; do
  git clone --quiet . "$folder/$build"
  (cd "$folder/$build" && npm ci --no-audit --no-fund >/dev/null && npm pack --silent --ignore-scripts >/dev/null)
done
tarball=group-layers-$version.tgz
cmp "$folder/first/$tarball" "$folder/second/$tarball" || refuse "two builds differ"

npx --yes publint@0.3.25 "$folder/first/$tarball" --strict
# the library is of modules alone, as its README says
npx --yes @arethetypeswrong/cli@0.18.5 "$folder/first/$tarball" --profile esm-only

npm install --global --prefix "$folder/installed" "$folder/first/$tarball" >/dev/null
[[ $("$folder/installed/bin/group-layers" --version) == "$version ("* ]] || refuse "what is installed is not of version $version"
(cd "$folder/first" && npm test)

mv "$folder/first/$tarball" .
echo "$tarball is ready: git tag v$version && npm publish $tarball"
