"""Prints which moves a review may make, and who makes each, as a diagram for README."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from reviews.states import diagram


class Command(BaseCommand):
    help = "Print the states of a review and its moves as a mermaid diagram."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(diagram())
