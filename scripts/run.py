"""Serves on localhost with the demonstration programme, for looking around and for development.

Usage: python -m scripts.run [PORT]. The database is the DATABASE_URL given, else db.sqlite3 here.
What is in it stays: the demonstration programme goes into an empty database alone. A worker runs
beside the server and delivers e-mail: to files in `outbox/`, unless EMAIL_HOST names a mail server.
"""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from types import FrameType

# Plain http and full error pages: right on one's own machine, and nowhere else.
os.environ.setdefault("DEBUG", "true")
os.environ.setdefault("DJANGO_RUNSERVER_HIDE_WARNING", "true")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "biglocal.settings")

import django
from django.core.management import call_command

OUTBOX = Path(__file__).resolve().parent.parent / "outbox"


def is_free(port: int) -> bool:
    """Whether a server can listen on this port of localhost."""
    with socket.socket() as probe:
        # As the server does: a port that its last user has only just left counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def prepare() -> bool:
    """Bring the database up to date, and fill it if there is nothing in it: whether it was empty."""
    call_command("migrate", verbosity=0)

    from partnerships.models import Area

    if Area.objects.exists():
        return False
    print("Loading the demonstration programme", flush=True)
    call_command("demo")
    return True


def tell_who_signs_in() -> None:
    """Print the accounts of the demonstration, if they are there."""
    from partnerships.demo.accounts import sign_ins_in_a_table

    for line in sign_ins_in_a_table():
        print(line)


def serve(server: list[str], worker: list[str]) -> int:
    """Run both commands until the server ends or somebody stops this: the server's exit status.

    Neither outlives it.
    """

    def stop(signum: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    # Named one by one: a shell that starts this in the background has it pass over Ctrl-C.
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, stop)
    running = [subprocess.Popen(command) for command in (worker, server)]
    try:
        return running[1].wait()
    except KeyboardInterrupt:
        return 0
    finally:
        for process in running:
            process.terminate()
        for process in running:
            end(process)


def end(process: "subprocess.Popen[bytes]") -> None:
    """Wait for a process that was told to stop; one that does not within 10 seconds is killed."""
    try:
        process.wait(10)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        # Also for somebody who cannot wait and presses Ctrl-C again.
        process.kill()
        process.wait()


def main() -> None:
    port = sys.argv[1] if len(sys.argv) > 1 else "8000"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        sys.exit(f"PORT is {port!r}; it must be a number from 1 to 65535.")
    if not is_free(int(port)):
        sys.exit(
            f"Port {port} of localhost is in use by another program (or not yours to use). "
            f"Stop it, or name another: make run PORT={min(int(port) + 1, 65535)}"
        )
    os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
    if not os.environ.get("EMAIL_HOST"):
        os.environ.setdefault("EMAIL_FILES", str(OUTBOX))
    django.setup()
    was_empty = prepare()
    print(f"\nBig Local is on http://localhost:{port}/ (stop it with Ctrl-C)\n")
    if not was_empty:
        # Whoever has just loaded it has been told.
        tell_who_signs_in()
    if not os.environ.get("EMAIL_HOST"):
        print(
            f"\nE-mail leaves for nowhere: an administrator reads it on http://localhost:{port}/post/"
        )
    print(flush=True)
    manage = [sys.executable, "manage.py"]
    sys.exit(
        serve(
            [*manage, "runserver", f"localhost:{port}"],
            [*manage, "db_worker", "--no-reload", "--interval=2", "--verbosity=0"],
        )
    )


if __name__ == "__main__":
    main()
