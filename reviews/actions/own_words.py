"""What members say for themselves behind their link to declare: that they will keep to the policies in
force, and whether the public page may name them. The trail names them, as of what they declare."""

from __future__ import annotations

from collections.abc import Iterable

from biglocal import clock
from partnerships.actions import naming, policies
from partnerships.actions.writing import one_change
from partnerships.models import PolicyVersion
from reviews.actions.declaring import opened
from reviews.models import DeclaringLink


@one_change()
def keep_to(*, link: DeclaringLink, versions: Iterable[PolicyVersion]) -> None:
    """Say that one has read these versions and will keep to them; what one said before stays.

    All or none: raises LinkOver, and ValidationError as `policies.acknowledge_oneself` does.
    """
    link = opened(link)
    for version in versions:
        policies.acknowledge_oneself(version=version, person=link.person)


@one_change()
def say_of_naming(*, link: DeclaringLink, agrees: bool) -> bool:
    """Agree to be named on the public page of the area, or take it back; whether that is new.

    Whoever is at risk is named nowhere, whatever they say here. Raises LinkOver.
    """
    link = opened(link)
    today = clock.today()
    agreed = link.area.naming_consents.current_on(today).filter(person=link.person_id).exists()
    if agrees == agreed:
        return False
    mine = [link.person]
    naming.record_words(
        area=link.area,
        agree=mine if agrees else [],
        take_it_back=[] if agrees else mine,
        on=today,
        by=None,
    )
    return True
