# An image name as containerd wants it, written out as Docker does: web is docker.io/library/web.
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
