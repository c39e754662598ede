"""The role matrix, written out by hand a second time: who may do what, and in which area."""

import datetime

import pytest

from biglocal.access import policy
from biglocal.access.permissions import REFUSALS, Permission
from biglocal.access.roles import GRANTS, Role
from tests.factories import AssignmentFactory

MATRIX = """
                    secretary  rep  staff  administrator  service
view-area           yes        yes  yes    yes            no
view-register       yes        yes  yes    yes            no
view-history        yes        yes  yes    yes            no
view-review         yes        yes  yes    yes            no
view-own-reviews    no         yes  no     no             no
view-overview       no         no   yes    yes            no
change-area         no         no   yes    yes            no
view-all-people     no         no   yes    yes            no
merge-people        no         no   yes    yes            no
find-organisations  yes        yes  yes    yes            no
view-organisations  no         no   yes    yes            no
change-organisations no        no   yes    yes            no
change-register     yes        yes  no     no             no
keep-policies       yes        yes  no     no             no
keep-plan           yes        yes  no     no             no
write-review        no         yes  no     no             no
view-signatures     yes        yes  yes    yes            no
collect-signatures  yes        yes  no     no             no
follow-actions      yes        yes  yes    yes            no
answer-review       no         no   yes    yes            no
view-internal-notes no         no   yes    yes            no
hand-over-area      no         no   yes    yes            no
run-rounds          no         no   no     yes            no
view-post           no         no   no     yes            no
erase-people        no         no   no     yes            no
run-editions        no         no   no     yes            no
grant-waivers       no         no   yes    yes            no
manage-support      no         no   yes    yes            no
open-public-page    yes        no   no     no             no
bar-public-page     no         no   yes    yes            no
manage-areas        no         no   no     yes            no
manage-assignments  no         no   yes    yes            no
manage-users        no         no   no     yes            no
view-figures        yes        yes  yes    yes            yes
view-concerns       no         no   yes    yes            no
appoint-handlers    no         no   no     yes            no
"""


def test_the_matrix_is_as_written_here():
    heading, *rows = [line.split() for line in MATRIX.strip().splitlines()]
    written = {
        Role(role): frozenset(Permission(row[0]) for row in rows if row[1:][column] == "yes")
        for column, role in enumerate(heading)
    }
    assert dict(GRANTS) == written
    assert {row[0] for row in rows} == set(Permission)


def test_every_refusal_that_is_shown_says_why():
    assert set(REFUSALS) == {permission for permission in Permission if not permission.is_view}


def test_a_role_in_one_area_says_nothing_about_another(sol, rhea, northfield, southmere):
    for user in (sol, rhea):
        assert policy.can(user, Permission.CHANGE_REGISTER, northfield)
        assert not policy.can(user, Permission.CHANGE_REGISTER, southmere)
        assert not policy.can(user, Permission.VIEW_AREA, southmere)


def test_staff_see_every_area_and_change_none(stan, northfield, southmere):
    for area in (northfield, southmere):
        assert policy.can(stan, Permission.VIEW_REGISTER, area)
        with pytest.raises(policy.Refused, match="kept by the partnership’s secretary"):
            policy.check(stan, Permission.CHANGE_REGISTER, area)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "may"),
    [
        (datetime.date(2026, 10, 1), None, True),
        (datetime.date(2026, 10, 2), None, False),
        (datetime.date(2026, 1, 1), datetime.date(2026, 10, 1), True),
        (datetime.date(2026, 1, 1), datetime.date(2026, 9, 30), False),
    ],
)
def test_an_assignment_counts_from_its_first_day_to_its_last(
    stranger, northfield, starts_on, ends_on, may
):
    AssignmentFactory(user=stranger, area=northfield, starts_on=starts_on, ends_on=ends_on)
    assert policy.can(stranger, Permission.CHANGE_REGISTER, northfield) is may


def test_somebody_who_may_no_longer_sign_in_has_no_roles(sol, stan, northfield):
    for user in (sol, stan):
        user.is_active = False
        assert policy.roles_of(user, northfield) == frozenset()


def test_several_hats_add_up(sol, northfield, southmere):
    AssignmentFactory(user=sol, area=southmere, role="rep")
    assert policy.roles_of(sol) == {Role.SECRETARY, Role.REP}
    assert policy.roles_of(sol, southmere) == {Role.REP}
    assert policy.can(sol, Permission.WRITE_REVIEW, southmere)
    assert not policy.can(sol, Permission.WRITE_REVIEW, northfield)
