"""Every address of the product; the only module beside the settings that names the apps above."""

from django.urls import include, path

from biglocal import views
from biglocal.accounts.views import OwnAddress
from biglocal.admin import site

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("health/", views.health, name="health"),
    # Before allauth's own page at this address, which would let people change it by themselves.
    path("account/email/", OwnAddress.as_view(), name="account_email"),
    path("account/", include("allauth.account.urls")),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("admin/", site.urls),
    path("post/", include("biglocal.post.urls")),
    path("", include("partnerships.urls")),
    path("", include("reviews.urls")),
]

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.page_not_found
handler500 = views.server_error
