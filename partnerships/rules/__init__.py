"""The guidance as pure rules: a roster goes in, an assessment comes out. Standard library only."""

from partnerships.rules.book import RULES, RULES_BY_ID
from partnerships.rules.consistency import ImpossibleRosterError
from partnerships.rules.criteria import BIG_LOCAL, Criteria, Threshold
from partnerships.rules.facts import (
    Decision,
    DecisionKind,
    Interest,
    InterestKind,
    Membership,
    Person,
    Relationship,
    RelationshipKind,
)
from partnerships.rules.roster import Roster
from partnerships.rules.rule import Finding, Group, Level, Rule
from partnerships.rules.summary import Assessment, assess

__all__ = [
    "BIG_LOCAL",
    "RULES",
    "RULES_BY_ID",
    "Assessment",
    "Criteria",
    "Decision",
    "DecisionKind",
    "Finding",
    "Group",
    "ImpossibleRosterError",
    "Interest",
    "InterestKind",
    "Level",
    "Membership",
    "Person",
    "Relationship",
    "RelationshipKind",
    "Roster",
    "Rule",
    "Threshold",
    "assess",
]
