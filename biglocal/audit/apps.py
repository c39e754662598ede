"""The app that remembers what was done."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "biglocal.audit"
    label = "audit"
