"""`make run`: a server and a worker beside it, neither of which outlives it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from scripts.run import serve

# Writes its number into a file, and then goes on for ever.
STAYS = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(600)"
STOPS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
# Waits for that, and ends.
WAITS = """
import os, sys, time
while not os.path.isfile(sys.argv[1]) or not os.path.getsize(sys.argv[1]):
    time.sleep(0.02)
sys.exit(3)
"""


def stays(file: Path) -> list[str]:
    return [sys.executable, "-c", STAYS, str(file)]


def number_in(file: Path) -> int:
    deadline = time.monotonic() + 30
    while not file.exists() or not file.read_text():
        assert time.monotonic() < deadline, "it did not start"
        time.sleep(0.02)
    return int(file.read_text())


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture(autouse=True)
def signals_as_they_were():
    before = {one: signal.getsignal(one) for one in STOPS}
    yield
    for one, handler in before.items():
        signal.signal(one, handler)


def test_when_the_server_ends_so_does_the_worker(tmp_path):
    file = tmp_path / "worker"
    # The server ends once the worker is there.
    waits = (
        "import pathlib, sys, time\nwhile not pathlib.Path(sys.argv[1]).exists(): time.sleep(.02)"
    )
    server = [sys.executable, "-c", f"{waits}\nsys.exit(3)", str(file)]
    assert serve(server, stays(file)) == 3
    assert not is_running(number_in(file))


@pytest.mark.parametrize("how", STOPS)
def test_whoever_stops_it_stops_both(tmp_path, how):
    server, worker = tmp_path / "server", tmp_path / "worker"
    code = "import sys; from scripts.run import serve; sys.exit(serve(%r, %r))"
    command = [sys.executable, "-c", code % (stays(server), stays(worker))]
    with subprocess.Popen(command, cwd=settings.BASE_DIR) as run:
        numbers = [number_in(server), number_in(worker)]
        run.send_signal(how)
        assert run.wait(30) == 0
    assert not any(is_running(number) for number in numbers)
