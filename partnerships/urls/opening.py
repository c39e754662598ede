"""The addresses of what everybody may read, and of how a partnership comes to show it."""

from django.urls import URLPattern, URLResolver, include, path

from partnerships.views import naming, open_pages, public_page

OPEN = [
    path("", open_pages.OpenList.as_view(), name="open-list"),
    path("<slug:slug>/", open_pages.OpenArea.as_view(), name="open-area"),
    path("<slug:slug>/data.json", open_pages.OpenData.as_view(), name="open-json"),
    path("<slug:slug>/<slug:table>.csv", open_pages.OpenCsv.as_view(), name="open-csv"),
]

PUBLIC_PAGE = [
    path("", public_page.PublicPageDetail.as_view(), name="public-page"),
    path("preview/", public_page.PublicPagePreview.as_view(), name="public-page-preview"),
    path("arrange/", public_page.PublicPageArrange.as_view(), name="public-page-arrange"),
    path("open/", public_page.PublicPageOpen.as_view(), name="public-page-open"),
    path("close/", public_page.PublicPageClose.as_view(), name="public-page-close"),
    path("bar/", public_page.PublicPageBar.as_view(), name="public-page-bar"),
    path("unbar/", public_page.PublicPageUnbar.as_view(), name="public-page-unbar"),
]

NAMING = [
    path("", naming.NamingTable.as_view(), name="naming"),
    path("<int:person>/at-risk/", naming.NamingExempt.as_view(), name="naming-exempt"),
    path("at-risk/<int:pk>/lift/", naming.NamingLift.as_view(), name="naming-lift"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("open/", include(OPEN)),
    path("areas/<slug:slug>/public-page/", include(PUBLIC_PAGE)),
    path("areas/<slug:slug>/naming/", include(NAMING)),
]
