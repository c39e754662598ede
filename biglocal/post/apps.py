"""The app of e-mail that waits to be delivered."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "biglocal.post"
    label = "post"

    def ready(self) -> None:
        # Registered by being imported.
        from biglocal.post import checks  # noqa: F401
