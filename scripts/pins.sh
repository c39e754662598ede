#!/bin/sh
# Makes the three requirements files from pyproject.toml, hashes and all, for every system and
# Python from 3.11. What is pinned stays at its version unless pyproject.toml moved it;
# UPGRADE=1 takes the newest that pyproject.toml allows.
set -eu
cd "$(dirname "$0")/.."

compile() { # OUTPUT [OPTION...]
    output=$1
    shift
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-annotate --custom-compile-command "make pins" ${UPGRADE:+--upgrade} \
        "$@" pyproject.toml -o "$output"
    if grep -n '://\|^-' "$output"; then
        echo "$output names a place to fetch from; it must hold names, versions and hashes alone." >&2
        exit 1
    fi
}

# The largest first: the others are held to its versions.
compile requirements-dev.txt --extra assets --extra dev
compile requirements-assets.txt --extra assets --constraints requirements-dev.txt
compile requirements.txt --constraints requirements-dev.txt
