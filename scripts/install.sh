#!/bin/sh
# Makes .venv and installs the pins into it, hash by hash: what running needs, or with "dev" what
# the tests and checks need too. Does nothing where that is already so.
# PYTHON names the Python to use; else the first that is 3.11 or newer.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-assets}
here=$(pwd -P)

installed() { # a copy of the pins is kept where they were installed
    cmp -s "requirements-$1.txt" ".venv/installed-$1.txt"
}

works() {
    # Scripts in .venv carry its path, so one that was moved with its checkout is no use.
    [ "$(cat .venv/made-in 2>/dev/null || echo "$here")" = "$here" ] &&
        .venv/bin/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
can_make() { "$1" -c 'import venv, ensurepip' 2>/dev/null; }

find_python() {
    for name in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        recent "$name" && can_make "$name" && python=$name && return
    done
    for name in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if recent "$name"; then
            # Debian ships Python without the module that makes environments.
            version=$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
            scripts/apt.sh "To make .venv" "python$version-venv"
            python=$name
            return
        fi
    done
    found=$("${PYTHON:-python3}" --version 2>/dev/null || echo "none")
    echo "Big Local needs Python 3.11 or newer; found: $found." >&2
    echo "If a newer one is elsewhere, name it: make install PYTHON=/path/to/python3" >&2
    exit 1
}

if installed "$kind" && works; then
    exit
fi
if ! works; then
    find_python
    echo "Making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
    echo "$here" >.venv/made-in
fi

echo "Installing requirements-$kind.txt"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
    --require-hashes -r "requirements-$kind.txt"
cp "requirements-$kind.txt" ".venv/installed-$kind.txt"
if [ "$kind" = dev ]; then # the pins of dev hold those of running, at the same versions
    cp requirements-assets.txt .venv/installed-assets.txt
fi
