"""The app of the yearly review."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
