"""The book of rules: all of them, in the order in which findings are given."""

from __future__ import annotations

from partnerships.rules import decisions, families, numbers, positions
from partnerships.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    numbers.minimum_members,
    numbers.resident_majority,
    numbers.resident_majority_unconfirmed,
    numbers.own_right,
    families.family_limit,
    families.household_limit,
    families.household_limit_unconfirmed,
    positions.paid_worker_voting,
    positions.paid_worker_officer,
    positions.related_positions,
    positions.linked_positions,
    positions.shared_household_positions,
    positions.worker_relative_member,
    positions.lto_officer,
    positions.lto_voting,
    decisions.conflicted_decision,
    decisions.relative_interest,
    decisions.lto_interest,
)

RULES_BY_ID = {rule.id: rule for rule in RULES}

# Where a rule asks for a fact that may be missing, another says that nobody can tell: of the two,
# both apply or neither, since what is missing would otherwise be read as fine.
GO_TOGETHER = {
    numbers.resident_majority.id: numbers.resident_majority_unconfirmed.id,
    families.household_limit.id: families.household_limit_unconfirmed.id,
}
