#!/bin/sh
# Sees to a browser for the tests: the one that BROWSER_PATH names, Debian's Chromium, or the one
# that Playwright brings.
set -eu
cd "$(dirname "$0")/.."

if [ -n "${BROWSER_PATH:-}" ]; then
    [ -x "$BROWSER_PATH" ] && exit
    echo "BROWSER_PATH is $BROWSER_PATH, but there is no program there." >&2
    exit 1
fi
if command -v chromium >/dev/null; then
    exit
fi
.venv/bin/python - <<'PYTHON' && exit
import pathlib, sys
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    sys.exit(not pathlib.Path(playwright.chromium.executable_path).exists())
PYTHON

# Ubuntu's package of that name is a snap, which starts only where snaps do.
# shellcheck source=/dev/null
if [ "$(. /etc/os-release 2>/dev/null && echo "${ID:-}")" = debian ]; then
    exec scripts/apt.sh "The tests need a browser" chromium fonts-liberation
fi
echo "The tests need a browser: fetching Playwright's Chromium"
if ! .venv/bin/python -m playwright install chromium; then
    echo "That failed. Install Chromium or Chrome and name it: make test BROWSER_PATH=/path/to/it" >&2
    exit 1
fi
