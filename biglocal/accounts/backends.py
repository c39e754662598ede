"""Who may sign in: whoever has an open account, and never a program."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import AbstractBaseUser

from biglocal.accounts.models import ProgrammeRole


class PeopleBackend(AuthenticationBackend):
    """Refuses service accounts, also one that was given a password somehow: they show a token."""

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        role = getattr(user, "programme_role", "")
        return role != ProgrammeRole.SERVICE and super().user_can_authenticate(user)
