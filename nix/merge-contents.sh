# merge_contents TARGET DIRECTORY…: creates in TARGET all directories of the DIRECTORYs, and a symlink
# for everything else; the first of several entries with the same name wins. Writes in TARGET only, and
# does not fork for every file.
merge_contents() {
  local target=$1 content
  shift
  for content; do
    if [[ -d $content ]]; then
      merge_directory "$content" "$target"
    fi
  done
}

merge_directory() {
  local source=$1 target=$2 entry name
  local -a links=()
  for entry in "$source"/* "$source"/.[!.]* "$source"/..?*; do
    name=${entry##*/}
    if [[ -d $entry && ! -L $entry ]]; then
      if [[ ! -L $target/$name && ! -f $target/$name ]]; then
        mkdir -p "$target/$name"
        merge_directory "$entry" "$target/$name"
      fi
    elif [[ -e $entry || -L $entry ]] && [[ ! -e $target/$name && ! -L $target/$name ]]; then
      links+=("$entry")
    fi
  done
  if ((${#links[@]} > 0)); then
    printf '%s\0' "${links[@]}" | xargs -0 ln -s --target-directory="$target" --
  fi
}
