"""Who may see a message that carries a personal link: its reader, and nobody else.

Whoever has the link may sign, so not even an administrator is shown it, and it is not kept.
"""

from django.conf import settings

from biglocal.post.models import Message

TO_FILES = "django.core.mail.backends.filebased.EmailBackend"


def nothing_leaves() -> bool:
    """Whether messages only go to files of this machine, as when one looks around (`make run`)."""
    return bool(settings.DEBUG) and settings.EMAIL_BACKEND == TO_FILES


def is_shown(message: Message) -> bool:
    """Whether the text of a message may be shown to those who look after the post."""
    return not message.is_secret or nothing_leaves()


def empty_if_secret(message: Message) -> None:
    """Take a personal link out of a message that needs it no longer; the caller saves it."""
    if not is_shown(message):
        message.text = message.html = Message.EMPTIED
        message.enclosures.all().delete()
