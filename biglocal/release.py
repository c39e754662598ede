"""What tells one release of the service from another: a mark of the code that runs.

Who keeps a page that was drawn by an older release is to ask for it anew, even though nothing that
it says has changed: it looks otherwise, and the styles that it names may be gone.
"""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

# Where what pages are drawn by is kept.
_DRAWN_BY = {"templates": "*.html", "biglocal": "*.py", "partnerships": "*.py"}


@cache
def release() -> str:
    """The same as long as the same code and styles are served, and another after; read once a process."""
    return mark_of(Path(settings.BASE_DIR), static("build/app.css"))


def mark_of(root: Path, styles: str) -> str:
    """A digest of the code below `root` and of the address of the styles, as hexadecimal."""
    total = hashlib.sha256(styles.encode())
    for folder, pattern in _DRAWN_BY.items():
        for file in sorted((root / folder).rglob(pattern)):
            total.update(f"{file.relative_to(root)}\0".encode())
            total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()
