"""What members may say for themselves behind their link to declare, beside their interests: that they keep
to the policies, and whether the public page may name them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property

from biglocal import clock
from biglocal.attachments.models import Attachment
from biglocal.attachments.views import AttachmentDownload
from partnerships.models import PublicPage
from reviews.actions import own_words
from reviews.forms.declaring import NO, YES, MyNamingForm, MyPoliciesForm
from reviews.presenters.own_words import MyPolicy, agreed_to_be_named, my_policies
from reviews.views.declaring import DeclaringPage, MyPage


class DeclarePolicies(MyPage):
    """The policies in force, to be read, and a tick for each that they keep to."""

    form_class = MyPoliciesForm
    template_name = "reviews/declare_policies.html"

    @cached_property
    def policies(self) -> list[MyPolicy]:
        return my_policies(self.link, clock.today())

    def get_form_kwargs(self) -> dict[str, Any]:
        # What somebody else recorded for them meanwhile is no mistake of theirs.
        ticked = set(self.request.POST.getlist("versions"))
        asked = [one for one in self.policies if not one.agreed_on or str(one.version.pk) in ticked]
        return super().get_form_kwargs() | {"policies": asked}

    def act(self, form: MyPoliciesForm) -> str:
        own_words.keep_to(link=self.link, versions=form.ticked)
        count = len(form.ticked)
        return f"Saved. You agree to keep to {count} polic{'y' if count == 1 else 'ies'}."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_asked = any(not one.agreed_on for one in self.policies)
        return super().get_context_data(policies=self.policies, is_asked=is_asked, **kwargs)


class DeclarePolicyFile(DeclaringPage, AttachmentDownload):
    """The document of a policy in force, to whoever has said who they are."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.has_said_who:
            return redirect(self.address("declare"))
        return super().get(request, **kwargs)

    @cached_property
    def policy(self) -> MyPolicy:
        for one in my_policies(self.link, clock.today()):
            if one.version.pk == self.kwargs["pk"]:
                return one
        raise Http404("no such policy in force")

    def get_attachment(self) -> Attachment | None:
        return self.policy.version.document

    def get_stem(self) -> str:
        return f"policy-{self.policy.version.adopted_on.isoformat()}"


class DeclareNaming(MyPage):
    """What the public page shows of somebody whom it names, and whether it may name them."""

    form_class = MyNamingForm
    template_name = "reviews/declare_naming.html"

    def get_initial(self) -> dict[str, Any]:
        return {"agrees": YES if agreed_to_be_named(self.link, clock.today()) else NO}

    def act(self, form: MyNamingForm) -> str:
        if not own_words.say_of_naming(link=self.link, agrees=form.is_agreed):
            return "Nothing has changed."
        if form.is_agreed:
            return "Saved. You agree to be named on the public page."
        return "Saved. The public page does not name you any more."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        opened = PublicPage.objects.opened().filter(area=self.link.area)
        return super().get_context_data(is_open=opened.exists(), **kwargs)
