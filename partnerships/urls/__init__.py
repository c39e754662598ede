"""The addresses of areas, of what is known and done there, and of the programme."""

from django.urls import URLPattern, URLResolver

from partnerships.urls import concerns, deciding, opening, programme, register, working

urlpatterns: list[URLPattern | URLResolver] = [
    *register.urlpatterns,
    *deciding.urlpatterns,
    *programme.urlpatterns,
    *working.urlpatterns,
    *concerns.urlpatterns,
    *opening.urlpatterns,
]
