# From here on the script is the same for every audit. Names come to it coded: `\\` is a backslash, `\0nnn` a byte.
# Words that are said stand in variables that begin with `w_`.

LC_ALL=C # names are bytes
export LC_ALL
unset CDPATH
umask 077
apply=no moved=0 left=0
tab=$(printf '\t_') tab=${tab%_}
newline=$(printf '\n_') newline=${newline%_}
header="old${tab}new${tab}sha256"

say() { printf '%s\n' "$*"; }

fail() {
  say "$*" >&2
  exit 2
}

usage() {
  say "$w_usage"
  say "  sh move.sh [--apply] $w_folder $w_quarantine"
  say "  sh move.sh --undo $w_manifest"
}

# Leave a file where it is, and say why.
leave() {
  say "$1: $2"
  left=$((left + 1))
}

# Print the SHA-256 of standard input.
sum() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum
  elif command -v shasum >/dev/null 2>&1; then shasum -a 256
  else openssl dgst -sha256 -r; fi 2>/dev/null | cut -c1-64
}

# Say whether a file has this SHA-256; a link is no file.
same() { [ -f "$1" ] && [ ! -L "$1" ] && [ "$(sum 2>/dev/null <"$1")" = "$2" ]; }

there() { [ -e "$1" ] || [ -L "$1" ]; }

# Set `name` to what a coded name stands for; the underscore keeps line breaks at its end.
decode() {
  name=$(printf '%b_' "$1")
  name=${name%_}
}

# Set `coded` to a path as one word of a line of the manifest.
code() {
  rest=$1 coded=
  while [ -n "$rest" ]; do
    after=${rest#?}
    first=${rest%"$after"}
    rest=$after
    case $first in
      \\) coded=$coded'\\' ;;
      "$tab") coded=$coded'\0011' ;;
      "$newline") coded=$coded'\0012' ;;
      *) coded=$coded$first ;;
    esac
  done
}

# Set `real` to the place of a folder that is there.
real() {
  case $1 in /*) real=$1 ;; *) real=./$1 ;; esac
  real=$(cd -P -- "$real" >/dev/null 2>&1 && pwd -P && printf _) || return 1
  real=${real%"$newline"_}
}

# Set `real` to the place of a folder that is there or could be made.
place() {
  [ -n "$1" ] || return 1
  real "$1" && return
  wanted=$1
  while [ "${wanted%/}" != "$wanted" ]; do wanted=${wanted%/}; done
  case $wanted in */*) above=${wanted%/*}/ ;; *) above=. ;; esac
  wanted=${wanted##*/}
  case $wanted in '' | . | ..) return 1 ;; esac
  real "$above" || return 1
  real=${real%/}/$wanted
  ! there "$real"
}

# Move one file of the list, if it is what the audit read. Arguments: its SHA-256, its coded name, and the name that
# it has where the audit could write the name only as text.
file() {
  sha=$1 seen=
  shift
  for coded in "$@"; do
    decode "$coded"
    there "$folder/$name" && seen=$coded
    same "$folder/$name" "$sha" || continue
    out "$folder/$name" "$store/$name"
    return
  done
  if [ -n "$seen" ]; then leave "$w_changed" "$seen"; else leave "$w_missing" "$1"; fi
}

out() {
  if there "$2"; then leave "$w_taken" "$coded"
  elif [ "$apply" = no ]; then say "$w_would: $coded"
  elif ! mkdir -p -- "${2%/*}" 2>/dev/null; then leave "$w_failed" "$coded"
  elif ! record; then leave "$w_no_record" "$coded"
  elif ! mv -- "$1" "$2" </dev/null; then leave "$w_failed" "$coded"
  else
    say "$w_moved: $coded"
    moved=$((moved + 1))
  fi
}

# Write down what is about to happen, before it happens.
record() {
  there "$manifest" || printf '%s\n' "$header" >"$manifest" || return 1
  printf '%s\t%s\t%s\n' "$coded_folder/$coded" "$coded_store/$coded" "$sha" >>"$manifest"
} 2>/dev/null

# Put one file back.
back() {
  decode "$1" && old=$name
  decode "$2" && new=$name
  if same "$old" "$3" && ! there "$new"; then say "$w_back_already: $1"
  elif ! there "$new"; then leave "$w_missing" "$2"
  elif ! same "$new" "$3"; then leave "$w_changed_undo" "$2"
  elif there "$old"; then leave "$w_taken_undo" "$1"
  elif mkdir -p -- "${old%/*}" 2>/dev/null && mv -- "$new" "$old" </dev/null; then
    say "$w_back: $1"
    moved=$((moved + 1))
  else leave "$w_failed_undo" "$1"; fi
}

undo() {
  [ -f "$1" ] && [ -r "$1" ] || fail "$w_no_manifest: $1"
  case $1 in /*) manifest=$1 ;; *) manifest=./$1 ;; esac
  while IFS= read -r line <&3 || [ -n "$line" ]; do
    case $line in
      "$header" | '') ;;
      /*"$tab"/*"$tab"*) rest=${line#*"$tab"} && back "${line%%"$tab"*}" "${rest%%"$tab"*}" "${rest#*"$tab"}" ;;
      *) leave "$w_odd_line" "$line" ;;
    esac
  done 3<"$manifest"
}

# Call `file` for every file of the list, then name what is left to a person.
all() {
  [ -n "$1" ] && real "$1" || fail "$w_no_folder: $1"
  folder=${real%/}
  place "$2" || fail "$w_no_quarantine: $2"
  case $real/ in "$folder"/*) fail "$w_inside: $2" ;; esac
  store=${real%/}/files manifest=${real%/}/undo.tsv
  code "$folder" && coded_folder=$coded
  code "$store" && coded_store=$coded
  files
  by_hand
  unread
  if [ "$apply" = no ]; then say "$w_dry"; else
    say "$w_local"
    say "$w_undo $manifest"
  fi
}

task=all count=$#
while [ "$count" -gt 0 ]; do
  argument=$1 count=$((count - 1))
  shift
  case $argument in
    --apply) apply=yes ;;
    --undo) task=undo ;;
    --help | -h) usage && exit ;;
    -*) usage >&2 && exit 2 ;;
    *) set -- "$@" "$argument" ;;
  esac
done
[ "$(printf '' | sum)" = e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 ] || fail "$w_hash"
case $task-$# in
  all-2) all "$1" "$2" ;;
  undo-1) undo "$1" ;;
  *) usage >&2 && exit 2 ;;
esac
[ "$task-$apply" = all-no ] || printf "$w_count\n" "$moved" "$left" # the words hold two %s
[ "$left" = 0 ]
