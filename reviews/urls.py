"""The addresses of rounds, reviews and the view across areas."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
