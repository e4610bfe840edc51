#!/bin/sh
# debian-root.sh ROOT SUITE MIRROR PROBE PACKAGE...
# Makes ROOT a tree in which programs of that Debian suite run, unless PROBE runs there already. The packages and all they
# depend on are unpacked, not installed: no script of theirs runs, no service starts. Call it under a lock.
set -eu

root=$1 suite=$2 mirror=$3 probe=$4
shift 4
here=$(dirname "$0")

runs() { "$here/in-debian-root.sh" "$1" /tmp /bin/sh -c "$probe" >/dev/null; }
if [ -e "$root" ] && runs "$root" 2>/dev/null; then exit 0; fi

new=$root.new apt=$root.apt
trap 'rm -rf "$new" "$apt"' EXIT
rm -rf "$new" "$apt"

# apt with a state of its own: it knows the machine's proxies and keys, and changes nothing of the machine.
mkdir -p "$apt/lists/partial" "$apt/archives/partial"
: >"$apt/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$apt/sources"
apt_get() {
  apt-get -q -o Dir::State="$apt" -o Dir::State::status="$apt/status" -o Dir::Cache="$apt" \
    -o Dir::Etc::sourcelist="$apt/sources" -o Dir::Etc::sourceparts=/dev/null -o Dir::Etc::preferencesparts=/dev/null \
    -o Dir::Etc::preferences=/dev/null -o Acquire::Languages=none -o Acquire::Retries=2 -o Acquire::http::Timeout=20 \
    -o Acquire::https::Timeout=20 -o APT::Sandbox::User=root -o APT::Update::Error-Mode=any "$@"
}
apt_get update
apt_get install --yes --download-only --no-install-recommends "$@"

mkdir -p "$new/usr/bin" "$new/usr/sbin" "$new/usr/lib" "$new/usr/lib64" "$new/proc" "$new/dev" "$new/tmp" "$new/etc"
for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$new/$folder"; done
for package in "$apt"/archives/*.deb; do
  dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink --no-same-owner -C "$new" \
    --exclude='./usr/share/doc' --exclude='./usr/share/man' --exclude='./usr/share/locale' --exclude='./dev/*'
done

# What the packages' own scripts would have made.
ln -sf bash "$new/usr/bin/sh"
ln -sf gawk "$new/usr/bin/awk"
echo "127.0.0.1 localhost" >"$new/etc/hosts"
echo "root:x:0:0:root:/root:/bin/sh" >"$new/etc/passwd"
echo "root:x:0:" >"$new/etc/group"

runs "$new"
rm -rf "$root"
mv "$new" "$root"
