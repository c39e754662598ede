"""The app of people who sign in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "biglocal.accounts"
    label = "accounts"
