"""Two real servers of PostgreSQL, the second of which follows the first."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2

# Debian's, which are not on PATH, the newest last.
BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
DATABASE = "postgres"


@dataclass
class Server:
    """A server in a folder of its own; `url` is as DATABASE_URL has it."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{DATABASE}"

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        log = str(self.folder / "server.log")
        _run("pg_ctl", "-D", f"{self.folder}/data", "-l", log, "-w", "-o", options, "start")

    def stop(self) -> None:
        _run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "-w", "stop")

    def ask(self, sql: str) -> str:
        """The one value that a statement gives."""
        connection = psycopg2.connect(self.url)
        try:
            with connection.cursor() as cursor:
                connection.autocommit = True
                cursor.execute(sql)
                return str(cursor.fetchone()[0])
        finally:
            connection.close()


@contextmanager
def streaming(folder: Path) -> Iterator[tuple[Server, Server]]:
    """A server and its replica, both gone afterwards."""
    servers = [Server(_folder(folder / name), _free_port()) for name in ("first", "replica")]
    first, replica = servers
    started: list[Server] = []
    try:
        data = f"{first.folder}/data"
        _run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
             "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        first.start()
        started.append(first)
        _run("pg_basebackup", "-h", "127.0.0.1", "-p", str(first.port), "-U", "postgres",
             "-D", f"{replica.folder}/data", "-R", "-X", "stream", "-c", "fast", "--no-sync")  # fmt: skip
        replica.start()
        started.append(replica)
        yield first, replica
    finally:
        for server in reversed(started):
            if (server.folder / "data" / "postmaster.pid").exists():
                server.stop()
        shutil.rmtree(folder)


def _folder(place: Path) -> Path:
    place.mkdir(parents=True)
    if os.geteuid() == 0:
        shutil.chown(place, "postgres")
    return place


def _run(command: str, *arguments: str) -> None:
    """PostgreSQL refuses to run as root."""
    found = BINARIES[-1] / command if BINARIES else shutil.which(command)
    as_server = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run(
        [*as_server, str(found), *arguments],
        check=True,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
