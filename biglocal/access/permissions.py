"""Everything that somebody may be allowed to do, by name."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing a page lets somebody see or do.

    To be refused a `view` permission is to be told that there is no such page; to be refused any
    other is to be told why.
    """

    VIEW_AREA = "view-area"
    VIEW_REGISTER = "view-register"
    VIEW_HISTORY = "view-history"
    VIEW_REVIEW = "view-review"
    VIEW_OWN_REVIEWS = "view-own-reviews"
    VIEW_OVERVIEW = "view-overview"
    CHANGE_AREA = "change-area"
    VIEW_ALL_PEOPLE = "view-all-people"
    CHANGE_REGISTER = "change-register"
    KEEP_POLICIES = "keep-policies"
    KEEP_PLAN = "keep-plan"
    MERGE_PEOPLE = "merge-people"
    FIND_ORGANISATIONS = "find-organisations"
    VIEW_ORGANISATIONS = "view-organisations"
    CHANGE_ORGANISATIONS = "change-organisations"
    WRITE_REVIEW = "write-review"
    VIEW_SIGNATURES = "view-signatures"
    COLLECT_SIGNATURES = "collect-signatures"
    FOLLOW_ACTIONS = "follow-actions"
    ANSWER_REVIEW = "answer-review"
    VIEW_INTERNAL_NOTES = "view-internal-notes"
    HAND_OVER_AREA = "hand-over-area"
    RUN_ROUNDS = "run-rounds"
    VIEW_POST = "view-post"
    ERASE_PEOPLE = "erase-people"
    RUN_EDITIONS = "run-editions"
    GRANT_WAIVERS = "grant-waivers"
    MANAGE_SUPPORT = "manage-support"
    OPEN_PUBLIC_PAGE = "open-public-page"
    BAR_PUBLIC_PAGE = "bar-public-page"
    MANAGE_AREAS = "manage-areas"
    MANAGE_ASSIGNMENTS = "manage-assignments"
    MANAGE_USERS = "manage-users"
    VIEW_FIGURES = "view-figures"
    VIEW_CONCERNS = "view-concerns"
    APPOINT_HANDLERS = "appoint-handlers"

    @property
    def is_view(self) -> bool:
        """Whether this is about seeing, so that a refusal must not give away that it exists."""
        return self.value.startswith("view-")

    @property
    def refusal(self) -> str:
        """What somebody without it is told."""
        return REFUSALS.get(self, "There is no such page.")


REFUSALS = {
    Permission.CHANGE_AREA: (
        "The boundary and the profile of an area are loaded by Local Trust’s staff. "
        "Ask them to change it."
    ),
    Permission.CHANGE_REGISTER: (
        "The register is kept by the partnership’s secretary and its rep. "
        "Ask one of them to make this change."
    ),
    Permission.KEEP_POLICIES: (
        "Policies are recorded by the partnership’s secretary and its rep. "
        "Ask one of them to make this change."
    ),
    Permission.KEEP_PLAN: (
        "The plan and its spending are recorded by the partnership’s secretary and its rep. "
        "Ask one of them to make this change."
    ),
    Permission.MERGE_PEOPLE: (
        "Records of people are put together across areas by Local Trust. "
        "Within your own areas you can do it from the register."
    ),
    Permission.FIND_ORGANISATIONS: (
        "The list of organisations is for those who keep a register, and for Local Trust."
    ),
    Permission.CHANGE_ORGANISATIONS: (
        "The list of organisations is kept by Local Trust’s staff. Ask them to make this change."
    ),
    Permission.WRITE_REVIEW: (
        "The review is written by the area’s rep. Ask the rep if something should change."
    ),
    Permission.COLLECT_SIGNATURES: (
        "Membership forms are collected by the partnership’s secretary and its rep. Ask one of them."
    ),
    Permission.FOLLOW_ACTIONS: "You have no part in the actions of this area.",
    Permission.ANSWER_REVIEW: (
        "Local Trust’s staff accept reviews and send them back. Ask them if something should change."
    ),
    Permission.HAND_OVER_AREA: (
        "Local Trust’s staff hand an area over to another rep. Ask them to make this change."
    ),
    Permission.RUN_ROUNDS: (
        "Rounds are opened, extended and closed by Local Trust’s administrators. Ask one of them."
    ),
    Permission.ERASE_PEOPLE: (
        "What is known of somebody is erased by Local Trust’s administrators. Ask one of them."
    ),
    Permission.RUN_EDITIONS: (
        "Editions of the criteria are made by Local Trust’s administrators. Ask one of them."
    ),
    Permission.GRANT_WAIVERS: (
        "Local Trust’s staff grant waivers. Ask them if a rule should be waived for a time."
    ),
    Permission.MANAGE_SUPPORT: (
        "Contacts, events and guidance are published by Local Trust’s staff. "
        "Ask them if something should change."
    ),
    Permission.OPEN_PUBLIC_PAGE: (
        "The partnership’s secretary opens its public page. Ask them to make this change."
    ),
    Permission.BAR_PUBLIC_PAGE: (
        "Local Trust’s staff close a public page for a reason. Ask them to make this change."
    ),
    Permission.MANAGE_AREAS: (
        "Areas are opened and closed by Local Trust’s administrators. Ask one of them."
    ),
    Permission.MANAGE_ASSIGNMENTS: (
        "Local Trust’s staff say who looks after an area. Ask them to make this change."
    ),
    Permission.MANAGE_USERS: (
        "Local Trust’s administrators say who may sign in. Ask one of them to make this change."
    ),
    Permission.APPOINT_HANDLERS: (
        "Local Trust’s administrators say who looks after concerns. Ask one of them."
    ),
}
