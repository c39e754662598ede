"""Pages about one's own account that are ours rather than allauth's."""

from django.views.generic import TemplateView


class OwnAddress(TemplateView):
    """Shows the address that somebody signs in with. An administrator changes it, not this page."""

    template_name = "account/email.html"
