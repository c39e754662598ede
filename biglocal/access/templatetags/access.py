"""Lets a template leave out what somebody may not do: {% may "change-register" area as may_change %}."""

from typing import Any

from django import template

from biglocal.access import policy
from biglocal.access.permissions import Permission

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], permission: str, area: policy.Scope | None = None) -> bool:
    """Whether the signed-in user may; an unknown permission is a ValueError, not a no."""
    return policy.can(context["request"].user, Permission(permission), area)
