"""The roles, and what each of them grants: data alone, written out so that it can be read."""

from collections.abc import Mapping
from enum import StrEnum

from biglocal.access.permissions import Permission


class Role(StrEnum):
    """What somebody is: in one area (secretary, rep), or across all areas (the others)."""

    SECRETARY = "secretary"
    REP = "rep"
    STAFF = "staff"
    ADMINISTRATOR = "administrator"
    SERVICE = "service"


# Whoever sees an area may say how its actions go on: notes are for all who work on it together.
_SEES_AN_AREA = frozenset(
    {
        Permission.VIEW_AREA,
        Permission.VIEW_REGISTER,
        Permission.VIEW_HISTORY,
        Permission.VIEW_REVIEW,
        Permission.VIEW_SIGNATURES,
        Permission.FOLLOW_ACTIONS,
        Permission.VIEW_FIGURES,
    }
)

_SEES_ALL_AREAS = _SEES_AN_AREA | {
    Permission.VIEW_OVERVIEW,
    Permission.VIEW_ALL_PEOPLE,
    Permission.CHANGE_AREA,
    Permission.MERGE_PEOPLE,
    Permission.FIND_ORGANISATIONS,
    Permission.VIEW_ORGANISATIONS,
    Permission.CHANGE_ORGANISATIONS,
    Permission.ANSWER_REVIEW,
    Permission.VIEW_INTERNAL_NOTES,
    Permission.HAND_OVER_AREA,
    Permission.GRANT_WAIVERS,
    Permission.MANAGE_SUPPORT,
    Permission.BAR_PUBLIC_PAGE,
    Permission.MANAGE_ASSIGNMENTS,
    # By itself it opens no concern: each is seen by the people who look after it, by name. See
    # `partnerships.models.concern`.
    Permission.VIEW_CONCERNS,
}

_KEEPS_AN_AREA = _SEES_AN_AREA | {
    Permission.CHANGE_REGISTER,
    Permission.COLLECT_SIGNATURES,
    Permission.FIND_ORGANISATIONS,
    Permission.KEEP_POLICIES,
    Permission.KEEP_PLAN,
}

GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.SECRETARY: _KEEPS_AN_AREA | {Permission.OPEN_PUBLIC_PAGE},
    Role.REP: _KEEPS_AN_AREA | {Permission.WRITE_REVIEW, Permission.VIEW_OWN_REVIEWS},
    Role.STAFF: _SEES_ALL_AREAS,
    Role.ADMINISTRATOR: _SEES_ALL_AREAS
    | {
        Permission.RUN_ROUNDS,
        Permission.VIEW_POST,
        Permission.ERASE_PEOPLE,
        Permission.RUN_EDITIONS,
        Permission.MANAGE_AREAS,
        Permission.MANAGE_USERS,
        Permission.APPOINT_HANDLERS,
    },
    # Whatever reads the figures for Local Trust's own reporting, by itself: no page, and no person.
    Role.SERVICE: frozenset({Permission.VIEW_FIGURES}),
}
