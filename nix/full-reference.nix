# The full form of an image name, which containerd needs: docker.io/library/web for web, as in Docker.
name:
let
  inherit (builtins) head match;
  parts = match "([^/]+)/.*" name;
  hasRegistry = parts != null && match ".*[.:].*|localhost" (head parts) != null;
in
if hasRegistry then
  name
else if parts != null then
  "docker.io/${name}"
else
  "docker.io/library/${name}"
