"""The app of the design system."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "biglocal.design"
    label = "design"
