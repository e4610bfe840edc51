#!/bin/sh
# in-debian-root.sh ROOT FOLDER COMMAND...
# Becomes COMMAND in ROOT, with this machine's /proc and /dev and with FOLDER at its own path. The mounts are this process's
# and its children's alone: they end with them. Without root it tries as root of a user namespace.
set -eu

as_root=--map-root-user
if [ "$(id -u)" = 0 ]; then as_root=; fi
# shellcheck disable=SC2016,SC2086
exec unshare --mount $as_root -- /bin/sh -euc '
  root=$0 folder=$1
  shift
  mkdir -p "$root$folder"
  mount --rbind /proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mount --bind "$folder" "$root$folder"
  exec chroot "$root" "$@"
' "$@"
