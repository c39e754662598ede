"""The addresses of areas and their registers."""

from django.urls import URLPattern, URLResolver, path

from partnerships.views import areas, people, register

urlpatterns: list[URLPattern | URLResolver] = [
    path("areas/<slug:slug>/", areas.AreaDetail.as_view(), name="area-detail"),
    path("areas/<slug:slug>/register/", register.Register.as_view(), name="register"),
    path(
        "areas/<slug:slug>/people/<int:pk>/", people.PersonDetail.as_view(), name="person-detail"
    ),
]
