"""Every page, and what each kind of person gets there: the table that guards the house.

A row says how to reach the page in Northfield and what somebody who is let in gets by GET and by an
empty POST. Who is let in is one of the patterns below. `test_pages` walks the URL resolver and fails
for a page without a row.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from factory.django import DjangoModelFactory

from biglocal import clock
from biglocal.accounts.models import User
from biglocal.attachments.cleaning import Cleaned
from biglocal.attachments.keeping import kept
from biglocal.attachments.kinds import Kind
from biglocal.audit.models import AuditEvent
from partnerships.actions import screenings
from partnerships.actions.merging import Details, merge
from partnerships.models import (
    Acknowledgement,
    Area,
    Concern,
    ConcernFile,
    ConcernHandler,
    Distinct,
    Evidence,
    MinutesFile,
    Person,
    Plan,
    PolicyDocument,
    PolicyVersion,
    PublicPage,
    Survey,
)
from partnerships.rosters.screening import Asked
from partnerships.rosters.surveys import token_of
from reviews.actions.papers import record_paper
from reviews.actions.reviews import submit
from reviews.drafts import draft_of
from reviews.freezing import freeze
from reviews.models import PlannedAction, Review, SavedView, State
from tests.factories import (
    ApiTokenFactory,
    ConcernFactory,
    ConcernHandlerFactory,
    ConcernHandlingFactory,
    ConcernStepFactory,
    ConnectionFactory,
    CorrectionFactory,
    DecisionFactory,
    DeclaringLinkFactory,
    EditionFactory,
    GuidanceLinkFactory,
    InterestFactory,
    LtoRoleFactory,
    MembershipFactory,
    MessageFactory,
    NamingExemptionFactory,
    OfficeFactory,
    OrganisationFactory,
    PaidWorkFactory,
    PlanFactory,
    PlannedActionFactory,
    PolicyVersionFactory,
    ProgressNoteFactory,
    PublicPageFactory,
    ReviewFactory,
    SigningLinkFactory,
    SpendFactory,
    SupportEventFactory,
    SurveyFactory,
    ThemeFactory,
    WaiverFactory,
)
from tests.reviews.stages import complete

# What somebody gets instead of the page.
SIGN_IN = "sign-in"
NOT_THERE = 404
REFUSED = 403
LET_IN = "let in"

VIEWERS = ["anonymous", "stranger", "sol", "rhea", "stan", "ada", "sasha", "ravi"]


def pattern(**let_in: Any) -> Mapping[str, Any]:
    """Anonymous is sent to sign in; everybody not named finds nothing there."""
    return dict.fromkeys(VIEWERS, NOT_THERE) | {"anonymous": SIGN_IN} | let_in


def everybody(outcome: Any) -> dict[str, Any]:
    """The same for all who are signed in."""
    return {viewer: outcome for viewer in VIEWERS if viewer != "anonymous"}


# Sol keeps Northfield's register, Rhea is its rep, Stan is staff, Ada an administrator; Sasha and
# Ravi are secretary and rep of Southmere, and the stranger has no area.
SEES_THE_AREA = pattern(sol=LET_IN, rhea=LET_IN, stan=LET_IN, ada=LET_IN)
CHANGES_THE_REGISTER = pattern(sol=LET_IN, rhea=LET_IN, stan=REFUSED, ada=REFUSED)
COLLECTS_FORMS = CHANGES_THE_REGISTER
CHANGES_THE_AREA = pattern(sol=REFUSED, rhea=REFUSED, stan=LET_IN, ada=LET_IN)
PUTS_PEOPLE_TOGETHER = pattern(**(everybody(REFUSED) | {"stan": LET_IN, "ada": LET_IN}))
FINDS_ORGANISATIONS = pattern(**(everybody(LET_IN) | {"stranger": REFUSED}))
MANAGES_USERS = pattern(**(everybody(REFUSED) | {"ada": LET_IN}))
ERASES_PEOPLE = pattern(**(everybody(REFUSED) | {"ada": LET_IN}))
WRITES_THE_REVIEW = pattern(sol=REFUSED, rhea=LET_IN, stan=REFUSED, ada=REFUSED)
RUNS_ROUNDS = pattern(**(everybody(REFUSED) | {"ada": LET_IN}))
GIVES_MORE_TIME = pattern(sol=REFUSED, rhea=REFUSED, stan=REFUSED, ada=LET_IN)
ANSWERS_THE_REVIEW = CHANGES_THE_AREA
A_REP = pattern(rhea=LET_IN, ravi=LET_IN)
LOCAL_TRUST = pattern(stan=LET_IN, ada=LET_IN)
PUBLISHES = PUTS_PEOPLE_TOGETHER
STANS_OWN = pattern(stan=LET_IN)
THE_POST = pattern(ada=LET_IN)
SEES_FIGURES = pattern(**(everybody(LET_IN) | {"stranger": NOT_THERE}))
SIGNED_IN = pattern(**everybody(LET_IN))
OPENS_THE_PAGE = pattern(sol=LET_IN, rhea=REFUSED, stan=REFUSED, ada=REFUSED)
ANYBODY = dict.fromkeys(VIEWERS, LET_IN)
# Of two who are staff alike, one looks after concerns.
HANDLES_CONCERNS = pattern(stan=LET_IN)


@dataclass(frozen=True)
class Row:
    """One page: who is let in, its address's arguments, and the statuses for those let in.

    `args` makes the address's arguments from the world of `test_pages`. A page that cannot be
    posted to answers 405, once somebody may be there at all. Where the answer depends on who they are,
    several statuses are given.
    """

    who: Mapping[str, Any]
    args: Callable[[SimpleNamespace], list[Any]] = field(default=lambda world: [])
    get: int | tuple[int, ...] = 200
    post: int | tuple[int, ...] = 405
    query: str = ""


def area(world: SimpleNamespace) -> list[Any]:
    return [world.area.slug]


def closed(world: SimpleNamespace) -> list[Any]:
    """Northfield, which closes at the end of the year."""
    Area.objects.filter(pk=world.area.pk).update(closed_on=datetime.date(2026, 12, 31))
    return area(world)


def an_assignment(world: SimpleNamespace) -> list[Any]:
    return [world.area.slug, world.rhea.assignments.get().pk]


def somebody(world: SimpleNamespace) -> list[Any]:
    return [world.stranger.pk]


def a_rep(world: SimpleNamespace) -> list[Any]:
    return [world.rhea.pk]


def review(world: SimpleNamespace) -> list[Any]:
    return [world.review.round.year, world.area.slug]


def of_a_person(world: SimpleNamespace) -> list[Any]:
    return [world.area.slug, world.person.pk]


def a_decision(world: SimpleNamespace) -> list[Any]:
    return [world.area.slug, world.decision.pk]


def with_a_grant(world: SimpleNamespace) -> list[Any]:
    """Northfield has given a grant; without one there is no file, but the way back to the page."""
    DecisionFactory(area=world.area, chosen=OrganisationFactory(), amount=500)
    return area(world)


def a_meeting(world: SimpleNamespace) -> list[Any]:
    return [world.area.slug, world.meeting.pk]


def with_minutes(world: SimpleNamespace) -> list[Any]:
    """The meeting with its minutes; without any there is nothing to download."""
    if world.meeting.minutes is None:
        with kept(MinutesFile(), Cleaned(Kind.PNG, b"a picture"), by=world.sol) as minutes:
            world.meeting.minutes = minutes
            world.meeting.save()
    return a_meeting(world)


def a_quorum(world: SimpleNamespace) -> list[Any]:
    return [world.area.slug, world.quorum.pk]


def come_to_light(world: SimpleNamespace) -> list[Any]:
    return [*a_decision(world), world.later.pk]


def screened(world: SimpleNamespace) -> list[Any]:
    """A decision to come, which Sol and Rhea have screened, each for themselves."""
    for user in (world.sol, world.rhea):
        asked = Asked(clock.today(), "grant", "A bus", None, ("Acorn",))
        screenings.keep(area=world.area, by=user, asked=asked.as_json())
    return area(world)


def a_membership(world: SimpleNamespace) -> list[Any]:
    return [world.area.slug, world.membership.pk]


def a_proposal(world: SimpleNamespace) -> list[Any]:
    return [world.area.slug, world.proposal.pk]


def an_office(world: SimpleNamespace) -> list[Any]:
    return [world.area.slug, world.office.pk]


def a_paid_worker(world: SimpleNamespace) -> list[Any]:
    return [world.area.slug, world.paid_work.pk]


def ended(factory: type[DjangoModelFactory]) -> Callable[[SimpleNamespace], list[Any]]:
    """A fact of somebody new that lasted until the end of August."""

    def of(world: SimpleNamespace) -> list[Any]:
        fact = factory(area=world.area, ends_on=datetime.date(2026, 8, 31))
        return [world.area.slug, fact.pk]

    return of


def an_lto_role(world: SimpleNamespace) -> list[Any]:
    return [world.area.slug, world.lto_role.pk]


def a_signature(world: SimpleNamespace) -> list[Any]:
    return [*review(world), world.person.pk]


def on_paper(world: SimpleNamespace) -> list[Any]:
    """Somebody signed on paper, and the scan is kept."""
    # Another than the one who still has to sign.
    person = world.area.memberships.get(person__name="Dai Nguyen").person
    kept = world.review.forms.filter(person=person).first()
    form = kept or record_paper(
        review=world.review,
        person=person,
        signed_on=clock.today(),
        scan=Cleaned(Kind.PNG, b"a picture"),
        by=world.sol,
    )
    # What was done before is not what is asked about here.
    AuditEvent.objects.all()._raw_delete("default")
    return [*review(world), form.person_id]


def a_round(world: SimpleNamespace) -> list[Any]:
    return [world.review.round.year]


def a_correction(world: SimpleNamespace) -> list[Any]:
    correction = CorrectionFactory(area=world.area, person=world.person)
    return [world.area.slug, correction.pk]


def of_a_signer(world: SimpleNamespace) -> list[Any]:
    return [*review(world), world.person.pk]


def a_live_link(world: SimpleNamespace) -> list[Any]:
    token = secrets.token_urlsafe()
    SigningLinkFactory(token=token, review=world.review, person=world.person)
    return [token]


def a_link_to_declare(world: SimpleNamespace) -> list[Any]:
    """A member who has not declared this year is asked to."""
    person = world.area.memberships.get(person__name="Harry Stone").person
    token = secrets.token_urlsafe()
    DeclaringLinkFactory(token=token, area=world.area, person=person)
    return [token]


def carried(world: SimpleNamespace) -> list[Any]:
    earlier = ReviewFactory(area=world.area, round__year=world.review.round.year - 1)
    return [*review(world), PlannedActionFactory(review=earlier).pk]


def question(world: SimpleNamespace) -> list[Any]:
    return [*review(world), "ethos"]


def breach(world: SimpleNamespace) -> list[Any]:
    """That of a paid worker who has a vote."""
    PaidWorkFactory(area=world.area, person=world.person)
    breaches = draft_of(world.review, clock.today()).breaches
    found = next(each for each in breaches if each.finding.rule == "paid-worker-voting")
    return [*review(world), found.slug]


def submitted(world: SimpleNamespace) -> list[Any]:
    """Northfield's review, handed in and not answered."""
    if world.review.submissions.exists():
        return review(world)
    freeze(draft_of(world.review, clock.today()), by=world.rhea, at=timezone.now()).save()
    Review.objects.filter(pk=world.review.pk).update(state=State.SUBMITTED)
    return review(world)


def an_action(world: SimpleNamespace) -> list[Any]:
    return [world.area.slug, world.action.pk]


def one_that_was_dropped(world: SimpleNamespace) -> list[Any]:
    PlannedAction.objects.filter(pk=world.action.pk).update(
        outcome="dropped", settled_on=clock.today(), reason="Nobody is left to ask."
    )
    return an_action(world)


def a_view(world: SimpleNamespace) -> list[Any]:
    view = SavedView.objects.create(user=world.stan, name="London", query="region=london")
    return [view.pk]


def a_message(world: SimpleNamespace) -> list[Any]:
    return [MessageFactory().pk]


def a_service_account(world: SimpleNamespace) -> list[Any]:
    """One to make a token for."""
    User.objects.get_or_create(
        email="figures@example.org", defaults={"name": "Figures", "programme_role": "service"}
    )
    return []


def a_token(world: SimpleNamespace) -> list[Any]:
    return [ApiTokenFactory().pk]


def submitted_twice(world: SimpleNamespace) -> list[Any]:
    args = submitted(world)
    if world.review.submissions.count() < 2:
        draft = draft_of(world.review, clock.today())
        freeze(draft, by=world.rhea, at=timezone.now(), number=2).save()
    return args


def two_alike(world: SimpleNamespace) -> list[Any]:
    """Carys Hughes, and somebody with an interest who is called Hughes, Carys."""
    double = InterestFactory(area=world.area, person__name="Hughes, Carys").person
    return [world.person.pk, double.pk]


def told_apart(world: SimpleNamespace) -> list[Any]:
    pks = two_alike(world)
    Distinct.objects.create(a_id=pks[0], b_id=pks[1])
    return pks


def merged(world: SimpleNamespace) -> list[Any]:
    pks = two_alike(world)
    kept, gone = Person.objects.filter(pk__in=pks).order_by("pk")
    done = merge(kept=kept, merged=gone, details=Details.of(kept), by=None, area=world.area)
    # What was done before is not what is asked about here.
    AuditEvent.objects.all()._raw_delete("default")
    return [done.pk]


def an_organisation(world: SimpleNamespace) -> list[Any]:
    return [world.interest.organisation_id]


def two_organisations(world: SimpleNamespace) -> list[Any]:
    return [world.interest.organisation_id, world.lto.organisation_id]


def somebody_who_left(world: SimpleNamespace) -> list[Any]:
    return [MembershipFactory(area=world.area, ends_on=datetime.date(2026, 5, 1)).person_id]


def a_version(world: SimpleNamespace) -> list[Any]:
    if sealed := world.review.submissions.last():
        return [*review(world), sealed.number]
    complete(world.review, world.rhea)
    return [*review(world), submit(review=world.review, by=world.rhea).number]


def a_draft(world: SimpleNamespace) -> list[Any]:
    return [EditionFactory(published_at=None).pk]


def one_to_come(world: SimpleNamespace) -> list[Any]:
    return [EditionFactory().pk]


def a_waiver(world: SimpleNamespace) -> list[Any]:
    return [world.area.slug, WaiverFactory(area=world.area).pk]


def one_not_begun(world: SimpleNamespace) -> list[Any]:
    waiver = WaiverFactory(area=world.area, starts_on=datetime.date(2026, 11, 1))
    return [world.area.slug, waiver.pk]


def a_survey(world: SimpleNamespace) -> list[Any]:
    return [world.area.slug, open_survey(world).pk]


def a_link_for_all(world: SimpleNamespace) -> list[Any]:
    return [token_of(open_survey(world))]


def open_survey(world: SimpleNamespace) -> Survey:
    return world.area.surveys.filter(closed_on=None).first() or SurveyFactory(area=world.area)


def a_connection(world: SimpleNamespace) -> list[Any]:
    return [world.area.slug, ConnectionFactory(area=world.area).pk]


def opened(world: SimpleNamespace) -> list[Any]:
    """Northfield, whose public page everybody may read."""
    if not PublicPage.objects.filter(area=world.area).exists():
        PublicPageFactory(area=world.area)
    return area(world)


def at_risk(world: SimpleNamespace) -> list[Any]:
    return [world.area.slug, NamingExemptionFactory(area=world.area, person=world.person).pk]


def a_notice(world: SimpleNamespace) -> list[Any]:
    return ["guidance", GuidanceLinkFactory().pk]


def an_event(world: SimpleNamespace) -> list[Any]:
    return [SupportEventFactory().pk]


def a_policy(world: SimpleNamespace) -> list[Any]:
    return a_policy_version(world)[:2]


def a_policy_version(world: SimpleNamespace) -> list[Any]:
    versions = PolicyVersion.objects.filter(policy__area=world.area, document=None)
    version = versions.first() or PolicyVersionFactory(policy__area=world.area)
    return [world.area.slug, version.policy_id, version.pk]


def acknowledged(world: SimpleNamespace) -> list[Any]:
    *args, version = a_policy_version(world)
    # Another than the one who has yet to.
    person = world.area.memberships.get(person__name="Dai Nguyen").person
    said, _ = Acknowledgement.objects.get_or_create(
        version_id=version, person=person, acknowledged_on=clock.today()
    )
    return [*args, version, said.pk]


def a_policy_on_file(world: SimpleNamespace) -> list[Any]:
    versions = PolicyVersion.objects.filter(policy__area=world.area)
    version = versions.exclude(document=None).first()
    if version is None:
        with kept(PolicyDocument(), Cleaned(Kind.PNG, b"a picture"), by=world.sol) as document:
            version = PolicyVersionFactory(
                policy__area=world.area, policy__kind="complaints", document=document, link=""
            )
    return [world.area.slug, version.policy_id, version.pk]


def the_plan(world: SimpleNamespace) -> Plan:
    """Two plans of one area never share a day."""
    plan = world.area.plans.first()
    return plan or PlanFactory(area=world.area)


def a_plan(world: SimpleNamespace) -> list[Any]:
    return [world.area.slug, the_plan(world).pk]


def a_theme(world: SimpleNamespace) -> list[Any]:
    return [world.area.slug, ThemeFactory(plan=the_plan(world)).pk]


def a_spend(world: SimpleNamespace) -> list[Any]:
    return [world.area.slug, SpendFactory(theme__plan=the_plan(world)).pk]


def a_note_on_the_plan(world: SimpleNamespace) -> list[Any]:
    return [world.area.slug, ProgressNoteFactory(plan=the_plan(world)).pk]


def some_evidence(world: SimpleNamespace) -> list[Any]:
    note = ProgressNoteFactory(plan=the_plan(world))
    with kept(Evidence(note=note), Cleaned(Kind.PNG, b"a picture"), by=world.sol) as evidence:
        return [world.area.slug, evidence.pk]


def a_concern(world: SimpleNamespace) -> list[Any]:
    """One of Northfield that Stan looks after; Ada is on the list too, and was not given it."""
    with_concerns(world)
    listed(world.ada)
    concern = ConcernFactory(area=world.area, acknowledged_at=timezone.now())
    ConcernHandlingFactory(concern=concern, user=world.stan)
    return [concern.reference]


def a_paper_of_a_concern(world: SimpleNamespace) -> list[Any]:
    args = a_concern(world)
    step = ConcernStepFactory(concern=Concern.objects.get(reference=args[0]))
    with kept(ConcernFile(step=step), Cleaned(Kind.PNG, b"a picture"), by=None) as file:
        return [*args, file.pk]


def a_new_concern(world: SimpleNamespace) -> list[Any]:
    args = a_concern(world)
    Concern.objects.update(acknowledged_at=None)
    return args


def one_that_is_looked_into(world: SimpleNamespace) -> list[Any]:
    """By Stan, who looks after it, though Carys Hughes has been asked."""
    args = a_concern(world)
    Concern.objects.update(reviewer_person=world.person.pk)
    return args


def a_closed_concern(world: SimpleNamespace) -> list[Any]:
    args = a_concern(world)
    Concern.objects.update(closed_at=timezone.now(), outcome="upheld")
    return args


def with_concerns(world: SimpleNamespace) -> list[Any]:
    """Stan is on the list of those who look after concerns."""
    listed(world.stan)
    return []


def listed(user: User) -> None:
    """Put somebody on that list, unless another page of the same world has done so."""
    if not ConcernHandler.objects.filter(user=user).exists():
        ConcernHandlerFactory(user=user)


def a_handler(world: SimpleNamespace) -> list[Any]:
    """Somebody on the list, beside another."""
    ConcernHandlerFactory()
    return [ConcernHandlerFactory().pk]


# What makes the review one that its rep has out of hand; the pages of a review that is being
# written and those of one that is not cannot be looked at in one world.
HANDED_IN = (submitted, submitted_twice, a_version)

PAGES: dict[str, Row] = {
    # biglocal
    "home": Row(SIGNED_IN, get=(200, 302)),
    "health": Row(ANYBODY),
    "overview": Row(LOCAL_TRUST, get=(200, 302)),
    "overview-years": Row(LOCAL_TRUST),
    "overview-as-at": Row(LOCAL_TRUST),
    "overview-views": Row(LOCAL_TRUST),
    "overview-view-save": Row(LOCAL_TRUST, query="?region=london", post=200),
    "overview-view-rename": Row(STANS_OWN, a_view, post=200),
    "overview-view-delete": Row(STANS_OWN, a_view, post=302),
    "action-programme": Row(LOCAL_TRUST),
    "post-list": Row(THE_POST),
    "post-samples": Row(THE_POST),
    "post-sample": Row(THE_POST, lambda w: ["review-due"]),
    "post-sample-html": Row(THE_POST, lambda w: ["review-due"]),
    "post-message": Row(THE_POST, a_message),
    "post-html": Row(THE_POST, a_message),
    "post-retry": Row(THE_POST, a_message, get=405, post=302),
    # partnerships
    "area-detail": Row(SEES_THE_AREA, area),
    "area-more": Row(SEES_THE_AREA, area),
    "register": Row(SEES_THE_AREA, area),
    "families": Row(SEES_THE_AREA, area),
    "ways-to-mend": Row(SEES_THE_AREA, area),
    "what-if": Row(CHANGES_THE_REGISTER, area, post=200),
    "register-downloads": Row(SEES_THE_AREA, area),
    "register-xlsx": Row(SEES_THE_AREA, area),
    "register-csv": Row(SEES_THE_AREA, area),
    "register-pdf": Row(SEES_THE_AREA, area),
    "members-list-pdf": Row(SEES_THE_AREA, area),
    "membership-forms-pdf": Row(SEES_THE_AREA, area),
    "blank-form-pdf": Row(SEES_THE_AREA, area),
    "attendance-pdf": Row(SEES_THE_AREA, area),
    "person-detail": Row(SEES_THE_AREA, of_a_person),
    "person-correct": Row(CHANGES_THE_REGISTER, of_a_person, post=200),
    "member-add": Row(CHANGES_THE_REGISTER, area, post=200),
    "member-change": Row(CHANGES_THE_REGISTER, a_membership, post=200),
    "member-vote": Row(CHANGES_THE_REGISTER, a_membership, post=200),
    "member-end": Row(CHANGES_THE_REGISTER, a_membership, post=200),
    "member-did-not-end": Row(CHANGES_THE_REGISTER, ended(MembershipFactory), post=200),
    "member-begin-on": Row(CHANGES_THE_REGISTER, a_membership, post=200),
    "member-re-appoint": Row(CHANGES_THE_REGISTER, a_membership, post=200),
    "member-mistake": Row(CHANGES_THE_REGISTER, a_membership, post=200),
    "proposal-add": Row(CHANGES_THE_REGISTER, area, post=200),
    "proposal-settle": Row(CHANGES_THE_REGISTER, a_proposal, post=200),
    "proposal-change": Row(CHANGES_THE_REGISTER, a_proposal, post=200),
    "proposal-mistake": Row(CHANGES_THE_REGISTER, a_proposal, post=200),
    "office-add": Row(CHANGES_THE_REGISTER, area, post=200),
    "office-change": Row(CHANGES_THE_REGISTER, an_office, post=200),
    "office-hand-over": Row(CHANGES_THE_REGISTER, an_office, post=200),
    "office-did-not-end": Row(CHANGES_THE_REGISTER, ended(OfficeFactory), post=200),
    "office-take-on": Row(CHANGES_THE_REGISTER, an_office, post=200),
    "office-mistake": Row(CHANGES_THE_REGISTER, an_office, post=200),
    "paid-work-add": Row(CHANGES_THE_REGISTER, area, post=200),
    "paid-work-change": Row(CHANGES_THE_REGISTER, a_paid_worker, post=200),
    "paid-work-did-not-end": Row(CHANGES_THE_REGISTER, ended(PaidWorkFactory), post=200),
    "paid-work-mistake": Row(CHANGES_THE_REGISTER, a_paid_worker, post=200),
    "lto-change": Row(CHANGES_THE_REGISTER, area, post=200),
    "lto-mistake": Row(CHANGES_THE_REGISTER, area, post=200),
    "lto-role-add": Row(CHANGES_THE_REGISTER, area, post=200),
    "lto-role-change": Row(CHANGES_THE_REGISTER, an_lto_role, post=200),
    "lto-role-did-not-end": Row(CHANGES_THE_REGISTER, ended(LtoRoleFactory), post=200),
    "lto-role-mistake": Row(CHANGES_THE_REGISTER, an_lto_role, post=200),
    "history": Row(SEES_THE_AREA, area),
    "boundary": Row(SEES_THE_AREA, area),
    "boundary-load": Row(CHANGES_THE_AREA, area, post=200),
    "boundary-remove": Row(CHANGES_THE_AREA, area, post=200),
    "import-start": Row(CHANGES_THE_REGISTER, area, post=200),
    "import-blank": Row(CHANGES_THE_REGISTER, area),
    # Without a file of one's own, both lead to choosing one.
    "import-check": Row(CHANGES_THE_REGISTER, area, get=302, post=302),
    "residence-change": Row(CHANGES_THE_REGISTER, of_a_person, post=200),
    "residence-move": Row(CHANGES_THE_REGISTER, of_a_person, post=200),
    "residence-mistake": Row(
        CHANGES_THE_REGISTER, lambda w: [*of_a_person(w), w.residence.pk], post=200
    ),
    "relationship-add": Row(CHANGES_THE_REGISTER, of_a_person, post=200),
    "relationship-change": Row(
        CHANGES_THE_REGISTER, lambda w: [*of_a_person(w), w.relationship.pk], post=200
    ),
    "relationship-mistake": Row(
        CHANGES_THE_REGISTER, lambda w: [*of_a_person(w), w.relationship.pk], post=200
    ),
    "interest-add": Row(CHANGES_THE_REGISTER, of_a_person, post=200),
    "interest-change": Row(
        CHANGES_THE_REGISTER, lambda w: [*of_a_person(w), w.interest.pk], post=200
    ),
    "interest-mistake": Row(
        CHANGES_THE_REGISTER, lambda w: [*of_a_person(w), w.interest.pk], post=200
    ),
    "organisation-find": Row(FINDS_ORGANISATIONS, query="?q=moor"),
    "organisation-list": Row(LOCAL_TRUST),
    "organisation-detail": Row(LOCAL_TRUST, an_organisation),
    "organisation-change": Row(PUTS_PEOPLE_TOGETHER, an_organisation, post=200),
    "organisation-join": Row(PUTS_PEOPLE_TOGETHER, an_organisation, post=200),
    "organisation-duplicates": Row(LOCAL_TRUST),
    "organisation-merge": Row(PUTS_PEOPLE_TOGETHER, two_organisations, post=200),
    "organisation-apart": Row(PUTS_PEOPLE_TOGETHER, two_organisations, get=302, post=302),
    "organisation-again": Row(PUTS_PEOPLE_TOGETHER, two_organisations, get=302, post=302),
    "homes-confirm": Row(CHANGES_THE_REGISTER, area, post=200),
    "declaration-list": Row(SEES_THE_AREA, area),
    "declaration-ask-all": Row(CHANGES_THE_REGISTER, area, get=302, post=302),
    "declaration-ask": Row(CHANGES_THE_REGISTER, of_a_person, get=302, post=302),
    "declaration-add": Row(CHANGES_THE_REGISTER, of_a_person, post=200),
    "declaration-mistake": Row(
        CHANGES_THE_REGISTER, lambda w: [*of_a_person(w), w.declaration.pk], post=200
    ),
    "decision-list": Row(SEES_THE_AREA, area),
    "decision-detail": Row(SEES_THE_AREA, a_decision),
    "decision-add": Row(CHANGES_THE_REGISTER, area, post=200),
    "decision-change": Row(CHANGES_THE_REGISTER, a_decision, post=200),
    "decision-mistake": Row(CHANGES_THE_REGISTER, a_decision, post=200),
    "grant-list": Row(SEES_THE_AREA, area),
    "grant-list-json": Row(SEES_THE_AREA, with_a_grant),
    "grant-list-xlsx": Row(SEES_THE_AREA, with_a_grant),
    "grant-programme": Row(LOCAL_TRUST),
    "grant-programme-json": Row(LOCAL_TRUST, get=302),
    "grant-programme-xlsx": Row(LOCAL_TRUST, get=302),
    "decision-screen": Row(CHANGES_THE_REGISTER, area, post=200),
    "decision-screened": Row(CHANGES_THE_REGISTER, screened),
    "later-add": Row(CHANGES_THE_REGISTER, a_decision, post=200),
    "later-change": Row(CHANGES_THE_REGISTER, come_to_light, post=200),
    "later-mistake": Row(CHANGES_THE_REGISTER, come_to_light, post=200),
    "meeting-list": Row(SEES_THE_AREA, area),
    "meeting-detail": Row(SEES_THE_AREA, a_meeting),
    "meeting-add": Row(CHANGES_THE_REGISTER, area, post=200),
    "meeting-change": Row(CHANGES_THE_REGISTER, a_meeting, post=200),
    "meeting-minutes-file": Row(SEES_THE_AREA, with_minutes),
    "minutes-attach": Row(CHANGES_THE_REGISTER, a_meeting, post=200),
    "meeting-mistake": Row(CHANGES_THE_REGISTER, a_meeting, post=200),
    "quorum-list": Row(SEES_THE_AREA, area),
    "quorum-add": Row(CHANGES_THE_REGISTER, area, post=200),
    "quorum-change": Row(CHANGES_THE_REGISTER, a_quorum, post=200),
    "quorum-mistake": Row(CHANGES_THE_REGISTER, a_quorum, post=200),
    "find": Row(SIGNED_IN, query="?q=northfield"),
    "duplicates": Row(SEES_THE_AREA, area),
    "duplicate-merge": Row(CHANGES_THE_REGISTER, lambda w: [*area(w), *two_alike(w)], post=200),
    "duplicate-apart": Row(CHANGES_THE_REGISTER, lambda w: [*area(w), *two_alike(w)], post=200),
    "duplicate-again": Row(CHANGES_THE_REGISTER, lambda w: [*area(w), *told_apart(w)], post=200),
    "duplicate-undo": Row(CHANGES_THE_REGISTER, lambda w: [*area(w), *merged(w)], post=200),
    "people-duplicates": Row(LOCAL_TRUST),
    "people-duplicate-merge": Row(PUTS_PEOPLE_TOGETHER, two_alike, post=200),
    "people-duplicate-apart": Row(PUTS_PEOPLE_TOGETHER, two_alike, post=200),
    "people-duplicate-again": Row(PUTS_PEOPLE_TOGETHER, told_apart, post=200),
    "people-duplicate-undo": Row(PUTS_PEOPLE_TOGETHER, merged, post=200),
    "correction-list": Row(CHANGES_THE_REGISTER, area),
    "correction-settle": Row(CHANGES_THE_REGISTER, a_correction, post=200),
    "rules": Row(SIGNED_IN),
    "area-list": Row(LOCAL_TRUST),
    "area-add": Row(RUNS_ROUNDS, post=200),
    "area-settings": Row(GIVES_MORE_TIME, area, post=200),
    # An area without a last day has none to take away.
    "area-reopen": Row(GIVES_MORE_TIME, closed, post=200),
    "assignment-list": Row(SEES_THE_AREA, area),
    "assignment-add": Row(CHANGES_THE_AREA, area, post=200),
    "assignment-end": Row(CHANGES_THE_AREA, an_assignment, post=200),
    "assignment-change": Row(CHANGES_THE_AREA, an_assignment, post=200),
    "assignment-mistake": Row(CHANGES_THE_AREA, an_assignment, post=200),
    "user-list": Row(RUNS_ROUNDS),
    "user-add": Row(RUNS_ROUNDS, post=200),
    "user-detail": Row(RUNS_ROUNDS, somebody),
    "user-invite": Row(RUNS_ROUNDS, somebody, get=405, post=302),
    "user-edit": Row(RUNS_ROUNDS, somebody, post=200),
    "user-give-area": Row(RUNS_ROUNDS, somebody, post=200),
    "user-role": Row(RUNS_ROUNDS, somebody, post=200),
    "user-close": Row(RUNS_ROUNDS, somebody, post=200),
    # Without the mark of what was seen it is taken as it is.
    "user-open": Row(RUNS_ROUNDS, somebody, post=200),
    "user-second-factor": Row(RUNS_ROUNDS, somebody, post=200),
    "edition-list": Row(LOCAL_TRUST),
    "edition-add": Row(RUNS_ROUNDS, post=200),
    "edition-detail": Row(LOCAL_TRUST, a_draft),
    "edition-change": Row(RUNS_ROUNDS, a_draft, post=200),
    "edition-publish": Row(RUNS_ROUNDS, a_draft, post=200),
    "edition-withdraw": Row(RUNS_ROUNDS, one_to_come, post=200),
    "edition-discard": Row(RUNS_ROUNDS, a_draft, post=200),
    "area-support": Row(SEES_THE_AREA, area),
    "support": Row(SEES_FIGURES),
    "support-event-file": Row(SEES_FIGURES, an_event, post=405),
    "support-manage": Row(PUBLISHES),
    "support-add": Row(PUBLISHES, lambda w: ["events"], post=200),
    "support-change": Row(PUBLISHES, a_notice, post=200),
    "support-take-down": Row(PUBLISHES, a_notice, get=405, post=302),
    "support-put-up": Row(PUBLISHES, a_notice, get=405, post=302),
    "open-list": Row(ANYBODY),
    "open-area": Row(ANYBODY, opened),
    "open-json": Row(ANYBODY, opened),
    "open-csv": Row(ANYBODY, lambda w: [*opened(w), "members"]),
    "public-page": Row(SEES_THE_AREA, area),
    "public-page-preview": Row(SEES_THE_AREA, area),
    "public-page-arrange": Row(OPENS_THE_PAGE, area, post=(200, 302)),
    # Nobody has looked at a preview.
    "public-page-open": Row(OPENS_THE_PAGE, area, post=200),
    "public-page-close": Row(OPENS_THE_PAGE, area, post=302),
    "public-page-bar": Row(CHANGES_THE_AREA, area, post=200),
    "public-page-unbar": Row(CHANGES_THE_AREA, area, post=302),
    "naming": Row(CHANGES_THE_REGISTER, area, post=200),
    # Of two who record the same the second is told so.
    "naming-exempt": Row(CHANGES_THE_REGISTER, of_a_person, post=(200, 302)),
    "naming-lift": Row(CHANGES_THE_REGISTER, at_risk, post=(200, 302)),
    "connection-list": Row(SEES_THE_AREA, area),
    "connection-csv": Row(SEES_THE_AREA, area),
    "connection-add": Row(CHANGES_THE_REGISTER, area, post=200),
    "connection-change": Row(CHANGES_THE_REGISTER, a_connection, post=200),
    "connection-forget": Row(CHANGES_THE_REGISTER, a_connection, post=200),
    "diversity": Row(SEES_THE_AREA, area),
    "diversity-csv": Row(SEES_THE_AREA, area),
    "survey-open": Row(CHANGES_THE_REGISTER, area, get=405, post=302),
    "survey-close": Row(CHANGES_THE_REGISTER, a_survey, post=200),
    "diversity-profile": Row(CHANGES_THE_AREA, area, post=200),
    "diversity-profile-blank": Row(CHANGES_THE_AREA, area),
    # Whoever has the link may open it, and answer nothing at all.
    "survey": Row(ANYBODY, a_link_for_all, post=302),
    "survey-done": Row(ANYBODY),
    "waiver-list": Row(SEES_THE_AREA, area),
    "waiver-add": Row(CHANGES_THE_AREA, area, post=200),
    "waiver-end": Row(CHANGES_THE_AREA, a_waiver, post=200),
    "waiver-call-off": Row(CHANGES_THE_AREA, one_not_begun, post=200),
    "waiver-programme": Row(LOCAL_TRUST),
    "plan": Row(SEES_THE_AREA, area),
    "plan-detail": Row(SEES_THE_AREA, a_plan),
    "plan-add": Row(CHANGES_THE_REGISTER, area, post=200),
    "plan-change": Row(CHANGES_THE_REGISTER, a_plan, post=200),
    "plan-follow": Row(CHANGES_THE_REGISTER, a_plan, post=200),
    "plan-review": Row(CHANGES_THE_REGISTER, a_plan, post=200),
    "plan-mistake": Row(CHANGES_THE_REGISTER, a_plan, post=200),
    "plan-note-add": Row(CHANGES_THE_REGISTER, a_plan, post=200),
    "plan-note-mistake": Row(CHANGES_THE_REGISTER, a_note_on_the_plan, post=200),
    "plan-evidence-file": Row(SEES_THE_AREA, some_evidence),
    "theme-add": Row(CHANGES_THE_REGISTER, a_plan, post=200),
    "theme-change": Row(CHANGES_THE_REGISTER, a_theme, post=200),
    "theme-mistake": Row(CHANGES_THE_REGISTER, a_theme, post=200),
    "spend-list": Row(SEES_THE_AREA, area),
    "spend-add": Row(CHANGES_THE_REGISTER, area, post=200),
    "spend-change": Row(CHANGES_THE_REGISTER, a_spend, post=200),
    "spend-mistake": Row(CHANGES_THE_REGISTER, a_spend, post=200),
    "policy-list": Row(SEES_THE_AREA, area),
    "policy-detail": Row(SEES_THE_AREA, a_policy),
    "policy-add": Row(CHANGES_THE_REGISTER, area, post=200),
    "policy-version-add": Row(CHANGES_THE_REGISTER, a_policy, post=200),
    "policy-version-change": Row(CHANGES_THE_REGISTER, a_policy_version, post=200),
    "policy-version-mistake": Row(CHANGES_THE_REGISTER, a_policy_version, post=200),
    "policy-acknowledge": Row(CHANGES_THE_REGISTER, a_policy_version, post=200),
    "policy-acknowledgement-mistake": Row(
        CHANGES_THE_REGISTER,
        acknowledged,
        post=200,
    ),
    "policy-file": Row(SEES_THE_AREA, a_policy_on_file),
    # Anybody may raise a concern, and whoever has its code may see how far it is.
    "concern-start": Row(ANYBODY),
    "concern-tell": Row(ANYBODY, post=200),
    "concern-follow": Row(ANYBODY, post=200),
    "concern-look-into": Row(ANYBODY, post=200),
    # To administrators who are not named for it there is no concern either.
    "concern-list": Row(HANDLES_CONCERNS, with_concerns),
    "concern-detail": Row(HANDLES_CONCERNS, a_concern),
    "concern-acknowledge": Row(HANDLES_CONCERNS, a_new_concern, post=302),
    "concern-note": Row(HANDLES_CONCERNS, a_concern, post=200),
    "concern-sides": Row(HANDLES_CONCERNS, a_concern, post=302),
    "concern-reviewer": Row(HANDLES_CONCERNS, a_concern, post=200),
    "concern-propose": Row(HANDLES_CONCERNS, one_that_is_looked_into, post=200),
    "concern-close": Row(HANDLES_CONCERNS, a_concern, post=200),
    "concern-give-code": Row(HANDLES_CONCERNS, one_that_is_looked_into, post=200),
    "concern-reopen": Row(HANDLES_CONCERNS, a_closed_concern, post=200),
    "concern-file": Row(HANDLES_CONCERNS, a_paper_of_a_concern, post=405),
    "concern-hand-on": Row(HANDLES_CONCERNS, a_concern, post=200),
    "concern-step-back": Row(HANDLES_CONCERNS, a_concern, post=200),
    "concern-erase": Row(HANDLES_CONCERNS, a_closed_concern, post=200),
    "concern-handlers": Row(MANAGES_USERS),
    "concern-handler-add": Row(MANAGES_USERS, post=200),
    "concern-handler-end": Row(MANAGES_USERS, a_handler, get=405, post=302),
    # reviews
    "programme": Row(LOCAL_TRUST),
    "area-close": Row(GIVES_MORE_TIME, area, post=200),
    "hand-over-list": Row(PUTS_PEOPLE_TOGETHER),
    "hand-over": Row(PUTS_PEOPLE_TOGETHER, a_rep, post=200),
    "area-reviews": Row(SEES_THE_AREA, area),
    "workbench": Row(A_REP | {"stan": LET_IN, "ada": LET_IN}, get=(200, 302), post=(302, 405)),
    "round-list": Row(LOCAL_TRUST),
    "round-open": Row(RUNS_ROUNDS, post=200),
    # Staff read it; going on with its opening is the administrator's.
    "round-detail": Row(LOCAL_TRUST, a_round, post=(302, 403)),
    "round-questions": Row(RUNS_ROUNDS, a_round, post=200),
    # Within its window it cannot be closed, and says so.
    "round-close": Row(RUNS_ROUNDS, a_round, get=302, post=200),
    "review-extension": Row(GIVES_MORE_TIME, review, post=200),
    "review-detail": Row(SEES_THE_AREA, review),
    "review-members": Row(WRITES_THE_REVIEW, review, post=302),
    "review-question": Row(WRITES_THE_REVIEW, question, post=200),
    "review-action": Row(WRITES_THE_REVIEW, breach, post=200),
    "review-check": Row(WRITES_THE_REVIEW, review, post=200),
    "review-submitted": Row(WRITES_THE_REVIEW, review, get=302),
    "review-since": Row(SEES_THE_AREA, review),
    "review-carried": Row(WRITES_THE_REVIEW, carried, post=200),
    "review-accept": Row(ANSWERS_THE_REVIEW, submitted, post=200),
    "review-accept-with-actions": Row(ANSWERS_THE_REVIEW, submitted, post=200),
    "review-versions": Row(SEES_THE_AREA, submitted),
    "review-compare": Row(SEES_THE_AREA, submitted_twice, query="?from=2&to=1"),
    "review-notes": Row(LOCAL_TRUST, review, post=200),
    "review-hand-over": Row(ANSWERS_THE_REVIEW, review, post=200),
    "review-return": Row(ANSWERS_THE_REVIEW, submitted, post=200),
    "signature-paper": Row(CHANGES_THE_REGISTER, a_signature, post=200),
    "signature-witness": Row(WRITES_THE_REVIEW, a_signature, post=200),
    "signature-never-happened": Row(CHANGES_THE_REGISTER, on_paper, post=200),
    "signature-scan": Row(SEES_THE_AREA, on_paper),
    "review-version": Row(SEES_THE_AREA, a_version),
    "review-pdf": Row(SEES_THE_AREA, a_version),
    "review-json": Row(SEES_THE_AREA, a_version),
    "meeting-pack": Row(SEES_THE_AREA, area),
    "meeting-pack-pdf": Row(SEES_THE_AREA, area),
    "action-list": Row(SEES_THE_AREA, area),
    "action-detail": Row(SEES_THE_AREA, an_action),
    "action-progress": Row(SEES_THE_AREA, an_action, post=200),
    "action-done": Row(SEES_THE_AREA, an_action, post=200),
    "action-drop": Row(SEES_THE_AREA, an_action, post=200),
    "action-reopen": Row(SEES_THE_AREA, one_that_was_dropped, post=200),
    "review-signatures": Row(SEES_THE_AREA, review),
    "signature-detail": Row(SEES_THE_AREA, of_a_signer),
    "signature-ask-all": Row(COLLECTS_FORMS, review, get=302, post=302),
    "signature-ask": Row(COLLECTS_FORMS, of_a_signer, get=302, post=302),
    "signature-revoke": Row(COLLECTS_FORMS, of_a_signer, get=302, post=302),
    # Whoever has a link may open it; what one that is none gets is tested with these pages.
    "sign": Row(ANYBODY, a_live_link, post=200),
    "sign-form": Row(ANYBODY, a_live_link, get=302, post=302),
    "sign-done": Row(ANYBODY),
    "declare": Row(ANYBODY, a_link_to_declare, post=200),
    "declare-interests": Row(ANYBODY, a_link_to_declare, get=302, post=302),
    "declare-interest-add": Row(ANYBODY, a_link_to_declare, get=302, post=302),
    # Whoever has not said who they are is not told by its number whether an interest is there.
    "declare-interest": Row(
        ANYBODY, lambda w: [*a_link_to_declare(w), str(w.interest.pk)], get=302, post=302
    ),
    "declare-organisations": Row(ANYBODY, a_link_to_declare, get=403),
    "declare-policies": Row(ANYBODY, a_link_to_declare, get=302, post=302),
    "declare-policy-file": Row(
        ANYBODY, lambda w: [*a_link_to_declare(w), str(a_policy_on_file(w)[-1])], get=302
    ),
    "declare-naming": Row(ANYBODY, a_link_to_declare, get=302, post=302),
    "declare-done": Row(ANYBODY),
    "figures-downloads": Row(SEES_FIGURES),
    "figures-xlsx": Row(SEES_FIGURES, lambda w: ["areas"]),
    "figures-csv": Row(SEES_FIGURES, lambda w: ["reviews"]),
    "data-dictionary": Row(SEES_FIGURES),
    "api": Row(SEES_FIGURES),
    "api-description-json": Row(SEES_FIGURES),
    # A token alone opens these; whoever is signed in is asked for one like anybody else.
    "api-areas": Row(ANYBODY, get=401),
    "api-area": Row(ANYBODY, area, get=401),
    "api-findings": Row(ANYBODY, get=401),
    "api-members": Row(ANYBODY, get=401),
    "api-reviews": Row(ANYBODY, get=401),
    "api-dictionary": Row(ANYBODY, get=401),
    "api-openapi": Row(ANYBODY, get=401),
    "api-nowhere": Row(ANYBODY, lambda w: ["nowhere"], get=401),
    "token-list": Row(MANAGES_USERS),
    "token-add": Row(MANAGES_USERS, a_service_account, post=200),
    "token-revoke": Row(MANAGES_USERS, a_token, post=302),
    "person-erase": Row(ERASES_PEOPLE, somebody_who_left, post=200),
}
