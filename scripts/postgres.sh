#!/bin/sh
# Runs a command with DATABASE_URL on a real PostgreSQL: the one that DATABASE_URL already names, or
# a throwaway one of its own that is stopped and removed afterwards.
# Usage: scripts/postgres.sh COMMAND [ARGUMENT...]
set -eu
cd "$(dirname "$0")/.."

case ${DATABASE_URL:-} in
postgres*) exec "$@" ;;
esac

find_server() { # the newest of Debian's, which are not on PATH, else whatever is on PATH
    bin=$(find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1)
    bin=${bin:-$(command -v initdb || true)}
    bin=${bin%/initdb}
    [ -n "$bin" ]
}
if ! find_server; then
    scripts/apt.sh "These tests need PostgreSQL 15 or newer, or a DATABASE_URL" postgresql
    find_server
fi

place=$(mktemp -d "${TMPDIR:-/tmp}/biglocal-postgres-XXXXXX")
as_server=
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
    chown postgres "$place"
    as_server="runuser -u postgres --"
fi

clean_up() {
    (cd "$place" && $as_server "$bin/pg_ctl" -D data -m immediate -w stop >/dev/null 2>&1) || true
    rm -rf "$place"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
(
    cd "$place"
    $as_server "$bin/initdb" -D data -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >initdb.log ||
        { cat initdb.log >&2 && exit 1; }
    # What is thrown away need not survive a power cut.
    $as_server "$bin/pg_ctl" -D data -l "$place/data/server.log" -w -o "-p $port -k $place \
        -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off \
        -c synchronous_commit=off" start >/dev/null || { cat data/server.log >&2 && exit 1; }
)
DATABASE_URL="postgresql://postgres@127.0.0.1:$port/postgres" "$@"
