#!/bin/sh
# Installs Debian packages, as root or through sudo; where it may not, says plainly what is missing.
# Usage: scripts/apt.sh WHAT-FOR PACKAGE...
set -eu
what_for=$1
shift

refuse() {
    echo "$what_for: please install $* first ($why)." >&2
    echo "On Debian and its relatives: apt-get install $*" >&2
    exit 1
}

if ! command -v apt-get >/dev/null; then
    why="there is no apt-get here to do it"
    refuse "$@"
fi
if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null; then
    as_root=sudo
else
    why="it takes root, and there is no sudo here"
    refuse "$@"
fi

echo "$what_for: installing $* with apt-get"
# An old list of packages may still do, so an update that fails is said and not the end.
$as_root apt-get update -q || echo "apt-get update failed; trying with the list there is" >&2
if ! $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "$@"; then
    why="apt-get could not do it"
    refuse "$@"
fi
