# An OCI layout as one file, for skopeo, podman load and docker load (with the containerd store).
{ runCommand }:
layout:
runCommand "${layout.name}.oci.tar"
  {
    preferLocalBuild = true;
    inherit layout;
  }
  ''
    source ${./write-layer.sh}
    reproducible_tar --dereference --mode=u=rwX,go=rX --directory="$layout" oci-layout index.json blobs > "$out"
  ''
