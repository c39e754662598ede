"""The app of areas and their partnerships."""

from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "partnerships"
