"""The app that decides what a user may do."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "biglocal.access"
    label = "access"
