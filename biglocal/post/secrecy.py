"""Who may see a message that carries a personal link, or is in confidence: its reader, and nobody else.

Whoever has the link may sign, so not even an administrator is shown it, and it is not kept. Of what is
in confidence those who look after the post find nothing, neither in lists nor in counts.
"""

from django.conf import settings
from django.db.models import QuerySet

from biglocal.post.models import Message
from biglocal.post.samples import in_confidence

TO_FILES = "django.core.mail.backends.filebased.EmailBackend"


def nothing_leaves() -> bool:
    """Whether messages only go to files of this machine, as when one looks around (`make run`)."""
    return bool(settings.DEBUG) and settings.EMAIL_BACKEND == TO_FILES


def in_the_open() -> QuerySet[Message]:
    """The messages that those who look after the post may know of."""
    found = Message.objects.all()
    return found if nothing_leaves() else found.exclude(kind__in=in_confidence())


def is_shown(message: Message) -> bool:
    """Whether the text of a message may be shown to those who look after the post."""
    return not message.is_secret or nothing_leaves()


def empty_if_secret(message: Message) -> None:
    """Take a personal link out of a message that needs it no longer; the caller saves it."""
    if not is_shown(message):
        message.text = message.html = Message.EMPTIED
        message.enclosures.all().delete()
