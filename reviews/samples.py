"""Every kind of message, with invented content: what administrators read to judge the wording."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from types import MappingProxyType

from biglocal.post.samples import Sample

_SITE = "https://biglocal.example.org"
_REVIEW = {
    "area": "Hillside",
    "year": 2026,
    "reference": "BL-2026-0042",
    "by": "Jo Marsh",
    "message": "Thank you for a careful review.\n\nWe know that finding members has been hard this year.",
    "href": f"{_SITE}/reviews/2026/hillside/",
}
_LINK = {
    "name": "Sam",
    "href": f"{_SITE}/sign/an-invented-link-that-opens-nothing/",
    "last_day": datetime.date(2026, 11, 14),
}
_WAIVER = {
    "area": "Hillside",
    "rule": "Too few members",
    "href": f"{_SITE}/areas/hillside/",
}
_EDITION = {
    "title": "Ten members",
    "takes_effect_on": datetime.date(2027, 4, 1),
    "changed": [
        "At least 10 members are needed, where it was 8.",
        "At most 3 members of one family, where it was 2.",
    ],
}

SAMPLES: Mapping[str, Sample] = MappingProxyType(
    {
        "round-opened": Sample(
            "Round opened",
            "To every rep and secretary, when an administrator opens a round.",
            {
                "year": 2026,
                "opens_on": datetime.date(2026, 9, 1),
                "closes_on": datetime.date(2026, 12, 31),
                "to_review": [
                    {"name": "Hillside", "link": f"{_SITE}/reviews/2026/hillside/"},
                    {"name": "Old Quay", "link": f"{_SITE}/reviews/2026/old-quay/"},
                ],
                "to_keep": [{"name": "Millbrook", "link": f"{_SITE}/reviews/2026/millbrook/"}],
            },
        ),
        "review-extended": Sample(
            "More time for a review",
            "To the rep, when an administrator gives an area longer.",
            {
                "area": "Hillside",
                "year": 2026,
                "until": datetime.date(2027, 1, 31),
                "reason": "The community hub was flooded in November.",
                "link": f"{_SITE}/reviews/2026/hillside/",
            },
        ),
        "signature-asked": Sample(
            "Form to sign",
            "To a member, when the secretary or the rep asks for their membership form.",
            _LINK,
        ),
        "signature-reminder": Sample(
            "Form to sign, again",
            "To a member who was asked and has not signed; at most once a week.",
            _LINK,
        ),
        "declaration-asked": Sample(
            "Declaration asked for",
            "To a member, when the secretary or the rep asks for this year’s declaration.",
            _LINK,
        ),
        "declaration-reminder": Sample(
            "Declaration asked for, again",
            "To a member who was asked and has not declared; at most once a week, and four times a "
            "year.",
            _LINK,
        ),
        "correction-asked": Sample(
            "Correction asked for",
            "To the secretaries, when a member says on their form that something is not right.",
            {"area": "Hillside", "href": f"{_SITE}/areas/hillside/corrections/"},
        ),
        "rep-handed-over": Sample(
            "Area handed over",
            "To the new rep of an area, and to the one before.",
            {
                "area": "Hillside",
                "rep": "Sam Taylor",
                "is_new": True,
                "began": True,
                "starts_on": datetime.date(2026, 11, 2),
                "last_day": datetime.date(2026, 11, 1),
                "href": f"{_SITE}/areas/hillside/",
            },
        ),
        "areas-handed-over": Sample(
            "Several areas handed over",
            "To the new rep of several areas, and to the one before, once for all of them.",
            {
                "areas": ["Hillside", "Millbrook", "Old Quay"],
                "rep": "Sam Taylor",
                "before": "Jo Marsh",
                "is_new": True,
                "starts_on": datetime.date(2026, 11, 2),
                "last_day": datetime.date(2026, 11, 1),
                "href": f"{_SITE}/",
            },
        ),
        "assignment-changed": Sample(
            "Looks after an area",
            "To somebody who begins or ends to look after an area, or never was to.",
            {
                "what": "begun",
                "area": "Hillside",
                "role": "partnership secretary",
                "starts_on": datetime.date(2026, 11, 2),
                "ends_on": None,
                "href": f"{_SITE}/areas/hillside/",
            },
        ),
        "area-closed": Sample(
            "Area closes",
            "To those who look after an area that Local Trust closes.",
            {
                "area": "Hillside",
                "last_day": datetime.date(2027, 3, 31),
                "until": datetime.date(2027, 3, 31),
                "is_past": False,
                "href": f"{_SITE}/areas/hillside/",
            },
        ),
        "waiver-granted": Sample(
            "Rule waived",
            "To the secretaries and the rep of an area, when Local Trust waives a rule for it.",
            _WAIVER
            | {"starts_on": datetime.date(2026, 11, 2), "ends_on": datetime.date(2027, 3, 31)},
        ),
        "waiver-ended": Sample(
            "Waiver ended early",
            "To the same, when Local Trust gives a waiver an earlier last day, or takes it back.",
            _WAIVER | {"was": datetime.date(2027, 3, 31), "ends_on": datetime.date(2026, 12, 31)},
        ),
        "waiver-expiring": Sample(
            "Waivers that end soon",
            "To the same, 30 days before the last day of waivers.",
            {
                "ends_on": datetime.date(2027, 3, 31),
                "waivers": [
                    _WAIVER,
                    {
                        "area": "Old Quay",
                        "rule": "Most members do not live in the area",
                        "href": f"{_SITE}/areas/old-quay/",
                    },
                ],
            },
        ),
        "policy-due": Sample(
            "Policies due to be reviewed",
            "To the secretaries, 60 days before the review of policies is due, and the day after.",
            {
                "due_on": datetime.date(2027, 3, 31),
                "is_overdue": False,
                "policies": [
                    {
                        "area": "Hillside",
                        "policy": policy,
                        "href": f"{_SITE}/areas/hillside/policies/",
                    }
                    for policy in ("Code of conduct", "Complaints")
                ],
            },
        ),
        "edition-published": Sample(
            "New criteria",
            "To every secretary and rep, when an administrator publishes an edition of the criteria.",
            _EDITION | {"href": f"{_SITE}/rules/?on=2027-04-01"},
        ),
        "edition-withdrawn": Sample(
            "New criteria withdrawn",
            "To the same, when an administrator withdraws it before its day.",
            _EDITION | {"href": f"{_SITE}/rules/"},
        ),
        "account-invited": Sample(
            "Invitation",
            "To somebody whose account an administrator has made; it carries the link to a password.",
            {
                "by": "Jo Marsh",
                "href": f"{_SITE}/account/password/reset/key/an-invented-link/",
                "last_day": datetime.date(2026, 11, 14),
                "again_href": f"{_SITE}/account/password/reset/",
            },
        ),
        "account-changed": Sample(
            "Account changed",
            "To somebody whose role, address, sign-in or second factor an administrator changed.",
            {
                "what": "address",
                "role": "",
                "email": "sam.taylor@example.org",
                "was": "sam@example.org",
                "href": f"{_SITE}/account/login/",
            },
        ),
        "concern-news": Sample(
            "News of a concern",
            "To those who look after concerns and impartial people, with not a word of what it is.",
            {"href": f"{_SITE}/concerns/"},
            is_in_confidence=True,
        ),
        "concern-due": Sample(
            "Concern due",
            "To the same, the day before something about a concern is due, and the day after.",
            {"href": f"{_SITE}/concerns/"},
            is_in_confidence=True,
        ),
        "concern-nobody": Sample(
            "Nobody looks after concerns",
            "To administrators, at most once a day, while nobody is there to look after what comes.",
            {"href": f"{_SITE}/concern-handlers/"},
        ),
        "review-due": Sample(
            "Reviews due",
            "To the rep, 28, 14, 7 and 1 days before reviews are due, and the day after.",
            {
                "due_on": datetime.date(2026, 12, 31),
                "days_left": 14,
                "due": [
                    {
                        "area": area,
                        "state": state,
                        "due_on": datetime.date(2026, 12, 31),
                        "href": f"{_SITE}/reviews/2026/{slug}/",
                    }
                    for area, state, slug in [
                        ("Hillside", "In progress", "hillside"),
                        ("Old Quay", "Not started", "old-quay"),
                    ]
                ],
                "others": [
                    {
                        "area": "Millbrook",
                        "state": "Returned",
                        "due_on": datetime.date(2027, 1, 31),
                        "href": f"{_SITE}/reviews/2026/millbrook/",
                    }
                ],
                "all_href": f"{_SITE}/reviews/",
            },
        ),
        "review-submitted": Sample(
            "Review submitted",
            "To the rep who submitted it, with the review as a PDF; to the secretaries without.",
            {key: _REVIEW[key] for key in ("area", "year", "reference", "by", "href")}
            | {
                "number": 2,
                "submitted_at": datetime.datetime(2026, 11, 20, 15, 4, tzinfo=datetime.UTC),
                "is_late": False,
                "due_on": datetime.date(2026, 12, 31),
                "is_writer": True,
                "is_enclosed": True,
                "sha256": "3b0c5a7e" * 8,
            },
        ),
        "review-returned": Sample(
            "Review sent back",
            "To the rep, when Local Trust sends parts of a review back.",
            _REVIEW
            | {
                "sections": [
                    {
                        "title": "Question 2",
                        "text": "Please say which policy was changed, and when.",
                    },
                    {"title": "Actions", "text": "Who sees to the first of them?"},
                ]
            },
        ),
        "review-accepted": Sample(
            "Review accepted",
            "To the rep and the secretaries, when Local Trust accepts a review.",
            _REVIEW
            | {
                "actions": [
                    {
                        "what": "Hold an open evening to find two more members.",
                        "owner": "Sam Taylor",
                        "due_on": datetime.date(2027, 3, 31),
                    }
                ]
            },
        ),
        "action-due": Sample(
            "Actions due",
            "To the rep and the secretaries: 7 days before an action is due, the day after it became "
            "overdue, and then on the first of each month.",
            {
                "overdue": [
                    {
                        "area": "Hillside",
                        "due_on": datetime.date(2027, 1, 31),
                        "href": f"{_SITE}/areas/hillside/actions/12/",
                    }
                ],
                "soon": [
                    {
                        "area": "Hillside",
                        "due_on": datetime.date(2027, 3, 31),
                        "href": f"{_SITE}/areas/hillside/actions/14/",
                    }
                ],
            },
        ),
    }
)
