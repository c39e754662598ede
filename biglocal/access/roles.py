"""The roles, and what each of them grants: data alone, written out so that it can be read."""

from collections.abc import Mapping
from enum import StrEnum

from biglocal.access.permissions import Permission


class Role(StrEnum):
    """What somebody is: in one area (secretary, rep), or across all areas (staff, administrator)."""

    SECRETARY = "secretary"
    REP = "rep"
    STAFF = "staff"
    ADMINISTRATOR = "administrator"


_SEES_AN_AREA = frozenset(
    {
        Permission.VIEW_AREA,
        Permission.VIEW_REGISTER,
        Permission.VIEW_HISTORY,
        Permission.VIEW_REVIEW,
    }
)

_SEES_ALL_AREAS = _SEES_AN_AREA | {
    Permission.VIEW_OVERVIEW,
    Permission.VIEW_ALL_PEOPLE,
    Permission.CHANGE_AREA,
    Permission.MERGE_PEOPLE,
}

GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.SECRETARY: _SEES_AN_AREA | {Permission.CHANGE_REGISTER},
    Role.REP: _SEES_AN_AREA
    | {Permission.CHANGE_REGISTER, Permission.WRITE_REVIEW, Permission.VIEW_OWN_REVIEWS},
    Role.STAFF: _SEES_ALL_AREAS,
    Role.ADMINISTRATOR: _SEES_ALL_AREAS,
}
