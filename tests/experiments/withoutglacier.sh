# Sourced. without_glacier FOLDER GLACIER TARGET: a copy, by links, of a folder of labelled scenes without one glacier.
without_glacier() {
  local part
  rm -rf "$3"
  for part in "$1"/*/; do
    mkdir -p "$3/$(basename "$part")"
    find "$part" -type f ! -name "$2_*" -exec ln -s -t "$3/$(basename "$part")" {} +
  done
  grep -v "^$2_" "$1/manifest.csv" > "$3/manifest.csv"
}
