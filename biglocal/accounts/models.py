"""The user: one account a person, known by e-mail address."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class ProgrammeRole(models.TextChoices):
    """A role across all areas; roles in one area are assignments."""

    STAFF = "staff", "Local Trust staff"
    ADMINISTRATOR = "administrator", "Administrator"
    SERVICE = "service", "Service account"


class UserManager(BaseUserManager["User"]):
    """Makes users and finds them by e-mail address, however it is capitalised."""

    def create_user(self, email: str, password: str | None = None, **values: Any) -> User:
        """A saved user. Without a password the account cannot sign in until one is set."""
        user = self.model(email=email.strip().lower(), **values)
        user.set_password(password)
        user.full_clean()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **values: Any) -> User:
        """An administrator who may also open Django's own admin."""
        values.setdefault("programme_role", ProgrammeRole.ADMINISTRATOR)
        return self.create_user(email, password, is_superuser=True, **values)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username or "")


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in. What they may do in an area comes from assignments with dates."""

    email = models.EmailField(
        "e-mail address",
        max_length=254,
        unique=True,
        error_messages={"unique": "Somebody already signs in with this e-mail address."},
    )
    name = models.CharField(max_length=200)
    programme_role = models.CharField(
        "role across all areas", max_length=20, choices=ProgrammeRole, blank=True, default=""
    )
    is_active = models.BooleanField("may sign in", default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        # Whoever lists users, or chooses among them, reads the first few.
        indexes = [models.Index(fields=["name", "id"], name="user_in_order")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_email_in_small_letters"
            ),
            models.CheckConstraint(
                condition=models.Q(programme_role__in=["", *ProgrammeRole.values]),
                name="user_programme_role_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """Whether Django's own admin opens; not to be mistaken for Local Trust's staff."""
        return self.is_superuser

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower()


class ApiToken(models.Model):
    """What a program shows instead of signing in. Only its digest is kept, so it is shown once.

    It gives the reach and the permissions of its user, until it expires or is revoked.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="api_tokens")
    name = models.CharField("what it is for", max_length=80)
    # SHA-256, in hexadecimal.
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_on = models.DateField("last day", null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, editable=False)
    last_used_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def is_live_on(self, day: datetime.date) -> bool:
        """Whether it is taken on a day; whether its user may still sign in is another question."""
        return self.revoked_at is None and (self.expires_on is None or day <= self.expires_on)
