"""What an administrator does to accounts: makes them, invites, changes, closes and opens them again.

No password is ever set, shown or written here: whoever owns an account chooses it by a link.
"""

from __future__ import annotations

import hashlib
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.accounts import letters
from biglocal.accounts.models import ProgrammeRole, User
from biglocal.audit.models import AuditEvent
from biglocal.audit.record import differences, record
from biglocal.post.queue import Address

CHANGED = (
    "Somebody else changed this account since you opened the page. This is how it is now: save again "
    "if what you chose still holds."
)
TAKEN = "Somebody already signs in with this e-mail address."


@transaction.atomic
def add(*, name: str, email: str, role: str, by: User) -> User:
    """Make an account without a password, and send the invitation to choose one.

    `role` is a `ProgrammeRole`, or "" for somebody who gets areas of their own. A service account is
    sent nothing. Raises Refused for anybody but an administrator, and ValidationError for an
    address that somebody signs in with.
    """
    _hold(by)
    user = User(name=name.strip(), email=email.strip().lower(), programme_role=role)
    user.set_unusable_password()
    _save(user)
    event = record("users.add", by=by, subject=user, after=_told(user))
    if role != ProgrammeRole.SERVICE:
        _invite(user, by, event)
    return user


@transaction.atomic
def invite(*, user: User, by: User) -> User:
    """Send the invitation again; the links that were sent before work no longer.

    Raises ValidationError for an account that has a password, is closed, or is a service's.
    """
    saved = _held(user, by)
    if not is_invited(saved):
        raise ValidationError("Only an open account that has no password yet is invited again.")
    _invite(saved, by, record("users.invite", by=by, subject=saved))
    return saved


@transaction.atomic
def correct(*, user: User, name: str, email: str, by: User, seen: str | None = None) -> User:
    """Change the name of somebody, or the address that they sign in with.

    Both addresses are told of it, and links that were sent to the one before work no longer. `seen`
    is the mark (`mark_of`) of the account when this was decided on. Raises ValidationError for an
    address that is taken and for an account that somebody else changed since.
    """
    saved = _held(user, by, seen)
    before, was = _told(saved), Address(saved.name, saved.email)
    saved.name, saved.email = name.strip(), email.strip().lower()
    event = _change(saved, before, "users.correct", by)
    if event is None or saved.email == was.address:
        return saved
    # What sign-in has kept of the address before must not let anybody in.
    EmailAddress.objects.filter(user=saved).delete()
    if is_invited(saved):
        _invite(saved, by, event)
    elif saved.is_active:
        for to in (was, letters.address_of(saved)):
            letters.tell(saved, event, "address", to=to, was=was.address)
    return saved


@transaction.atomic
def give_role(*, user: User, role: str, by: User, seen: str | None = None) -> User:
    """Change what somebody may do across all areas; "" takes it away. They are told.

    Raises ValidationError for one's own role, and for a service account, which stays one.
    """
    saved = _held(user, by, seen)
    _check_not_own(saved, by, "You cannot change your own role. Ask another administrator.")
    before = _told(saved)
    if ProgrammeRole.SERVICE in (role, saved.programme_role) and role != saved.programme_role:
        raise ValidationError(
            {"role": "A service account is no person’s. Add another account instead."}
        )
    saved.programme_role = role
    event = _change(saved, before, "users.give_role", by)
    if event is not None and saved.is_active:
        letters.tell(saved, event, "role", role=saved.get_programme_role_display() if role else "")
    return saved


@transaction.atomic
def close(*, user: User, reason: str, by: User, seen: str | None = None) -> User:
    """Let somebody sign in no longer, from this moment, whatever they have open; they are told.

    What they look after stays recorded as theirs. Raises ValidationError for one's own account and
    without a reason.
    """
    if not reason.strip():
        raise ValidationError({"reason": "Say why the account is closed."})
    saved = _held(user, by, seen)
    _check_not_own(saved, by, "You cannot close your own account. Ask another administrator.")
    was_invited, before = is_invited(saved), _told(saved)
    saved.is_active = False
    if was_invited:
        # The link that was sent chooses no password any more.
        saved.set_unusable_password()
    event = _change(saved, before, "users.close", by, reason.strip())
    if was_invited:
        letters.withdraw_invitations(saved)
    elif event is not None and saved.programme_role != ProgrammeRole.SERVICE:
        letters.tell(saved, event, "closed")
    return saved


@transaction.atomic
def open_again(*, user: User, by: User, seen: str | None = None) -> User:
    """Let somebody sign in again, with the password they had; they are told, or invited anew."""
    saved = _held(user, by, seen)
    before = _told(saved)
    saved.is_active = True
    event = _change(saved, before, "users.open", by)
    if event is None or saved.programme_role == ProgrammeRole.SERVICE:
        return saved
    if is_invited(saved):
        _invite(saved, by, event)
    else:
        letters.tell(saved, event, "opened")
    return saved


@transaction.atomic
def reset_second_factor(*, user: User, reason: str, by: User) -> User:
    """Take away the second factor of somebody who lost it, recovery codes included; they are told.

    They sign in with their password alone until they set up another. Raises ValidationError for
    one's own, without a reason, and where there is none.
    """
    if not reason.strip():
        raise ValidationError({"reason": "Say how you know that it is them who ask."})
    saved = _held(user, by)
    _check_not_own(saved, by, "Turn off your own second factor under “Your account”.")
    factors = Authenticator.objects.filter(user=saved)
    kinds = sorted(factors.values_list("type", flat=True))
    if not kinds:
        raise ValidationError(f"{saved} has no second factor.")
    factors.delete()
    event = record(
        "users.reset_second_factor",
        by=by,
        subject=saved,
        before={"second_factor": kinds},
        reason=reason.strip(),
    )
    letters.tell(saved, event, "second-factor")
    return saved


def is_invited(user: User) -> bool:
    """Whether somebody may sign in as soon as they have chosen their first password."""
    return (
        user.is_active
        and user.programme_role != ProgrammeRole.SERVICE
        and not user.has_usable_password()
    )


def mark_of(user: User) -> str:
    """A mark of what is known of an account: another as soon as that changes."""
    return hashlib.sha256(repr(sorted(_told(user).items())).encode()).hexdigest()[:16]


def _told(user: User) -> dict[str, Any]:
    """What the trail keeps of an account; its password's digest is nobody's business."""
    return {
        "name": user.name,
        "email": user.email,
        "programme_role": user.programme_role,
        "is_active": user.is_active,
    }


def _hold(by: User, *users: User) -> dict[int, User]:
    """These accounts and those of all administrators as they are saved, held until the end.

    Of two administrators who shut each other out, the second finds here that they are none any
    more: so there is always one left. Raises Refused for anybody but an administrator.
    """
    policy.check(by, Permission.MANAGE_USERS)
    held = User.objects.select_for_update(no_key=True).filter(
        Q(programme_role=ProgrammeRole.ADMINISTRATOR, is_active=True)
        | Q(pk__in=[user.pk for user in users])
    )
    found = {user.pk: user for user in held.order_by("pk")}
    acting = found.get(by.pk)
    if acting is None or not acting.is_active:
        raise policy.Refused(Permission.MANAGE_USERS)
    policy.check(acting, Permission.MANAGE_USERS)
    return found


def _held(user: User, by: User, seen: str | None = None) -> User:
    """The account as it is saved, held until the end; raises as `_hold`, and ValidationError when it
    is another than was seen, or a superuser's."""
    saved = _hold(by, user)[user.pk]
    if saved.is_superuser and not by.is_superuser:
        raise ValidationError(
            "This account also opens Django’s own admin. Only somebody whose account does too can "
            "change it."
        )
    if seen is not None and seen != mark_of(saved):
        raise ValidationError(CHANGED)
    return saved


def _check_not_own(user: User, by: User, sentence: str) -> None:
    if user.pk == by.pk:
        raise ValidationError(sentence)


def _change(
    user: User, before: dict[str, Any], verb: str, by: User, reason: str = ""
) -> AuditEvent | None:
    """Save an account and write down what changed; None when nothing did."""
    old, new = differences(before, _told(user))
    if not new:
        return None
    _save(user)
    return record(verb, by=by, subject=user, before=old, after=new, reason=reason)


def _save(user: User) -> None:
    user.full_clean(exclude=["password"])
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        # Somebody else was given the address at this very moment.
        raise ValidationError({"email": TAKEN}) from None


def _invite(user: User, by: User, event: AuditEvent) -> None:
    """Invite whoever owns an account that has no password; earlier invitations lead nowhere."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    letters.withdraw_invitations(user)
    letters.invite(user, by, event)
