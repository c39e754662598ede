"""The service as the benchmarks run it: with one page more, and styles that nobody has collected."""

from __future__ import annotations

import os


def set_up(database_url: str = "") -> None:
    """Start Django in this process, on the database that is named here or in the environment."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "biglocal.settings",
        "SECRET_KEY": "a key for timing",
        "DEBUG": "false",
        "HTTPS": "false",
        "LOG_LEVEL": "ERROR",
    }
    if database_url:
        os.environ["DATABASE_URL"] = database_url
    from biglocal import settings

    # Before anything has looked: what stores files is looked up only once.
    settings.ROOT_URLCONF = "tests.benchmarks.page"
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    settings.STATIC_ROOT = None
    import django

    django.setup()
