mkdir -p "$out"
for deb in $debs; do
  /usr/bin/dpkg-deb --fsys-tarfile "$deb" |
    tar --extract --no-same-permissions --no-same-owner --directory="$out"
done
chmod --recursive u+w "$out"
echo $depends > "$out/depends"

# its own folders of libraries first
libraries=$(find "$out" -name '*.so*' -printf '%h\n' | sort --unique | paste --serial --delimiters=:)
for package in $out $depends; do
  for folder in lib usr/lib; do
    libraries+=${libraries:+:}$package/$folder/x86_64-linux-gnu
  done
  if [ -e "$package/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2" ]; then
    interpreter=$package/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2
  fi
done
if [ ! -e "$out/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2" ]; then
  find "$out" -type f \( -perm /111 -o -name '*.so*' \) | while read -r file; do
    if [ "$(head --bytes=4 "$file" | tail --bytes=3)" = ELF ]; then
      /usr/bin/patchelf --set-rpath "$libraries" "$file" 2> /dev/null || true
      /usr/bin/patchelf --set-interpreter "${interpreter-}" "$file" 2> /dev/null || true
    fi
  done
fi
