"""Policies of a partnership: how they stand on a day, their versions, and who has acknowledged them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from biglocal import clock
from biglocal.access import policy as access
from biglocal.access.permissions import Permission
from biglocal.attachments.views import AttachmentDownload
from biglocal.design.words import day_in_words
from partnerships.actions import policies
from partnerships.actions.policies import Adopted
from partnerships.forms.policies import (
    CorrectVersionForm,
    NextVersionForm,
    PolicyForm,
)
from partnerships.models import (
    Policy,
    PolicyDocument,
    PolicyKind,
    PolicyVersion,
)
from partnerships.presenters.policies import (
    PolicyLine,
    acknowledged_by,
    summary_of,
    versions_of,
)
from partnerships.rosters.policies import policies_of, state_of
from partnerships.views.as_at import DayPage
from partnerships.views.base import AreaDoor, AreaFormPage, record_or_404
from partnerships.views.of_person import MistakePage, version_typed


class PolicyList(DayPage):
    """The policies of an area on a day: in force, missing, overdue."""

    tab = "more"
    template_name = "partnerships/policy_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = policies_of(self.area, self.day)
        return super().get_context_data(
            lines=[PolicyLine.of(one) for one in found],
            summary=summary_of(found),
            may_keep=access.can(self.user, Permission.KEEP_POLICIES, self.area),
            **kwargs,
        )


class OfPolicy(AreaDoor):
    """Finds the policy, and where the address names one the version, among those of the area."""

    tab = "more"

    @cached_property
    def policy(self) -> Policy:
        found: Policy = record_or_404(
            Policy.objects.filter(area=self.area).select_related("area"), self.kwargs["pk"]
        )
        return found

    @property
    def versions(self) -> QuerySet[PolicyVersion]:
        """The versions of the policy."""
        return self.policy.versions.select_related("policy__area", "document")

    @cached_property
    def version(self) -> PolicyVersion:
        found: PolicyVersion = record_or_404(self.versions, self.kwargs["version"])
        return found

    @property
    def policy_url(self) -> str:
        return reverse("policy-detail", args=[self.area.slug, self.policy.pk])


class PolicyDetail(OfPolicy, DayPage):
    """One policy: the version in force on a day, who has acknowledged it, and the others."""

    template_name = "partnerships/policy_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_today = self.day == clock.today()
        lines = versions_of(self.policy, self.day, with_later=is_today)
        current = next((one.version for one in lines if one.word == "In force"), None)
        people = acknowledged_by(self.area, current, self.day) if current else []
        state = state_of(current.review_due_on if current else None, self.day)
        return super().get_context_data(
            policy=self.policy,
            lines=lines,
            current=current,
            is_overdue=state == "overdue",
            people=people,
            acknowledged=sum(one.acknowledgement is not None for one in people),
            may_keep=is_today and access.can(self.user, Permission.KEEP_POLICIES, self.area),
            **kwargs,
        )


class PolicyFile(OfPolicy, AttachmentDownload):
    """The document of one version."""

    def get_attachment(self) -> PolicyDocument | None:
        return self.version.document

    def get_stem(self) -> str:
        return f"{self.area.slug}-policy-{self.policy.pk}-{self.version.adopted_on.isoformat()}"


class PolicyFormPage(AreaFormPage):
    """A question about policies."""

    permission = Permission.KEEP_POLICIES
    tab = "more"

    def get_back_url(self) -> str:
        return reverse("policy-list", args=[self.area.slug])

    @staticmethod
    def adopted(form: Any) -> Adopted:
        """What a valid form says of a version."""
        names = ("label", "adopted_on", "review_due_on", "document", "link", "note")
        return Adopted(**{name: form.cleaned_data[name] for name in names})


class PolicyAdd(PolicyFormPage):
    """Record a policy with its first version."""

    form_class = PolicyForm
    title = "Record a policy"

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("kind", "")
        return {"kind": asked if asked in PolicyKind.values else ""}

    def act(self, form: PolicyForm) -> str:
        version = policies.adopt(
            area=self.area,
            kind=PolicyKind(form.cleaned_data["kind"]),
            name=form.cleaned_data["name"],
            adopted=self.adopted(form),
            by=self.user,
        )
        return said_of(version)


class OfPolicyFormPage(OfPolicy, PolicyFormPage):
    """A question about one policy, which leads back to it."""

    def get_back_url(self) -> str:
        return self.policy_url


class PolicyVersionAdd(OfPolicyFormPage):
    """Record what was adopted next."""

    form_class = NextVersionForm

    def get_title(self) -> str:
        return f"{self.policy}: add a version"

    def act(self, form: NextVersionForm) -> str:
        version = policies.add_version(policy=self.policy, adopted=self.adopted(form), by=self.user)
        return said_of(version)


class PolicyVersionChange(OfPolicyFormPage):
    """Put right what was recorded of a version."""

    form_class = CorrectVersionForm
    template_name = "partnerships/policy_version_change.html"

    def get_title(self) -> str:
        return f"{self.policy}: correct version {self.version.label}"

    def get_form_kwargs(self) -> dict[str, Any]:
        has_document = self.version.document_id is not None
        return super().get_form_kwargs() | {"has_document": has_document}

    def get_initial(self) -> dict[str, Any]:
        names = ("label", "adopted_on", "review_due_on", "link", "note", "version")
        return {name: getattr(self.version, name) for name in names}

    def saved_values(self, record: Any, form: Any) -> dict[str, Any]:
        # A file is not set beside what was typed.
        return {
            name: value
            for name, value in super().saved_values(record, form).items()
            if name != "document"
        }

    def act(self, form: CorrectVersionForm) -> str:
        version = policies.correct(
            version=self.version,
            adopted=self.adopted(form),
            by=self.user,
            seen=version_typed(form),
        )
        return f"Saved. Version {version.label} of {self.policy} is corrected."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(version=self.version, **kwargs)


class PolicyVersionMistake(OfPolicyFormPage, MistakePage):
    """Take back a version that was recorded by mistake."""

    keeps = "Its document is deleted, and so is who acknowledged it. The other versions stay."

    def get_title(self) -> str:
        return f"{self.policy}: take back version {self.version.label}"

    def get_record(self) -> PolicyVersion:
        return self.version

    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Policy", str(self.policy)),
            ("Version", self.version.label),
            ("Adopted on", day_in_words(self.version.adopted_on)),
        ]

    def get_success_url(self) -> str:
        is_there = Policy.objects.filter(pk=self.policy.pk).exists()
        return self.policy_url if is_there else reverse("policy-list", args=[self.area.slug])

    def act(self, form: Any) -> str:
        policies.never_happened(
            version=self.version,
            reason=form.cleaned_data["reason"],
            by=self.user,
            seen=version_typed(form),
        )
        return f"Version {self.version.label} of {self.policy} is taken back."


def said_of(version: PolicyVersion) -> str:
    """What was recorded, and when it holds."""
    comes = "is" if version.adopted_on <= clock.today() else "will be"
    newer = version.policy.versions.adopted_by(clock.today()).first()
    if comes == "is" and newer != version:
        return f"Saved. Version {version.label} of {version.policy} stands among the earlier ones."
    since = day_in_words(version.adopted_on)
    return (
        f"Saved. Version {version.label} of {version.policy} {comes} in force from {since}, "
        f"to be reviewed by {day_in_words(version.review_due_on)}."
    )
