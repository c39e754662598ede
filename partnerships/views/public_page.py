"""The public page of an area, for those who look after it: what it shows, a preview, opening, closing."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from partnerships.actions import public_pages
from partnerships.exports.open_data import seal_of
from partnerships.forms.public_page import ArrangeForm, BarForm, NothingAskedForm
from partnerships.models import Person, PublicPage, Section
from partnerships.presenters.open_page import open_page_of
from partnerships.rosters.naming import exempt_among, naming_in
from partnerships.views.base import AreaFormPage, AreaPage
from partnerships.views.of_person import version_typed
from partnerships.views.open_pages import drawn


class PublicPageDetail(AreaPage):
    """Whether it is open, what it shows, who is named, and what may be done about it."""

    tab = "more"
    template_name = "partnerships/public_page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page, day = public_pages.page_of(self.area), clock.today()
        shown = open_page_of(page, day)
        seal = seal_of(shown)
        # By whose preview they came here: without one there is nothing to open.
        seen = self.request.GET.get("seen", "")
        return super().get_context_data(
            page=page,
            shown=shown,
            named=len(naming_in(self.area, day).named),
            shown_sections=[one.label for one in Section if one in page.sections],
            seen=seen if seen == seal else "",
            is_outdated=bool(seen) and seen != seal,
            at_risk=Person.objects.filter(pk__in=exempt_among(self.area, day)),
            may_open=policy.can(self.user, Permission.OPEN_PUBLIC_PAGE, self.area),
            may_bar=policy.can(self.user, Permission.BAR_PUBLIC_PAGE, self.area),
            **kwargs,
        )


class PublicPagePreview(AreaPage):
    """The page exactly as everybody would see it, but for a line that says that it is a preview."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page, day = public_pages.page_of(self.area), clock.today()
        shown = open_page_of(page, day)
        back = f"{reverse('public-page', args=[self.area.slug])}?seen={seal_of(shown)}"
        preview = drawn(shown, is_preview=True, back_url=back, has_files=page.is_open)
        return HttpResponse(preview)


class PublicPageFormPage(AreaFormPage):
    """A question about the public page, which leads back to where it is looked after."""

    permission = Permission.OPEN_PUBLIC_PAGE

    @cached_property
    def page(self) -> PublicPage:
        return public_pages.page_of(self.area)

    def get_back_url(self) -> str:
        return reverse("public-page", args=[self.area.slug])


class PublicPageArrange(PublicPageFormPage):
    """Say what the page shows, and how to take part."""

    form_class = ArrangeForm
    title = "What the public page shows"

    def get_initial(self) -> dict[str, Any]:
        return {
            "sections": self.page.sections,
            "taking_part": self.page.taking_part,
            "version": self.page.version,
        }

    def act(self, form: ArrangeForm) -> str:
        page = public_pages.arrange(
            area=self.area,
            sections=form.cleaned_data["sections"],
            taking_part=form.cleaned_data["taking_part"],
            by=self.user,
            version=version_typed(form),
        )
        return "Saved. Everybody sees it now." if page.is_open else "Saved. Look at the preview."


class PublicPageMove(PublicPageFormPage):
    """A page of one button, which opens or closes the public page."""

    form_class = NothingAskedForm
    template_name = "partnerships/public_page_move.html"
    button: ClassVar[str]
    button_kind: ClassVar[str] = ""
    what: ClassVar[str]

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.button, form.button_kind = self.button, self.button_kind
        form.cancel_url = self.get_back_url()
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(what=self.what, **kwargs)


class PublicPageOpen(PublicPageMove):
    """Open the page as it was looked at; `seen` in the address is the seal of the preview."""

    title = "Open the public page"
    button = "Open it to everybody"
    what = (
        "Everybody can read the page as you saw it in the preview, without signing in, from this "
        "moment on. It follows the register by itself. You can close it again at any time; what "
        "somebody has copied meanwhile cannot be called back."
    )

    def act(self, form: Any) -> str:
        public_pages.open_to_all(
            area=self.area, seen=self.request.GET.get("seen", ""), by=self.user
        )
        return f"The public page of {self.area} is open to everybody."


class PublicPageClose(PublicPageMove):
    """Close the page again, at once."""

    title = "Close the public page"
    button, button_kind = "Close it", "warning"
    what = (
        "Nobody can read the page from this moment on. You can open it again after another preview."
    )

    def act(self, form: Any) -> str:
        public_pages.close(area=self.area, by=self.user)
        return f"The public page of {self.area} is closed."


class PublicPageBar(PublicPageFormPage):
    """Close the page for Local Trust, with the reason."""

    permission = Permission.BAR_PUBLIC_PAGE
    form_class = BarForm
    title = "Close the public page"

    def act(self, form: BarForm) -> str:
        public_pages.bar(area=self.area, reason=form.cleaned_data["reason"], by=self.user)
        return f"The public page of {self.area} is closed, until you let it be opened again."


class PublicPageUnbar(PublicPageMove):
    """Let the secretary open the page again."""

    permission = Permission.BAR_PUBLIC_PAGE
    title = "Let the public page be opened again"
    button = "Let it be opened"
    what = "It stays closed until the partnership’s secretary has looked at a preview and opens it."

    def act(self, form: Any) -> str:
        public_pages.unbar(area=self.area, by=self.user)
        return f"The secretary of {self.area} can open the public page again."
