"""What each action is called in the history: one table, the name of the action to words.

The words follow the name of whoever did it: "Sol Secretary ended Rita Osei’s membership". In them
`{who}` and `{whose}` are the people it was about, and `{it}` the record as it is called today; any
other name in braces is a value of the record before or after, and what stands in square brackets is
left out where that value is not there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

VERBS: Mapping[str, str] = {
    # People and membership
    "people.add": "put {name} on the register for the first time",
    "people.erase": "erased who {who} was",
    "people.correct": "corrected the name, e-mail address or year of birth of {who}",
    "people.merge": "put together the records of {who}, who are one person",
    "people.undo_merge": "took apart again the records of {who}",
    "people.tell_apart": "said that {who} are two people, though they look like one",
    "people.ask_again": "took back that {who} are two people",
    "members.join": "added {who} as a member[ from {starts_on}]",
    "members.correct": "corrected {whose} membership",
    "members.leave": "ended {whose} membership[ on {ends_on}]",
    "members.change_vote": (
        "changed whether {who} votes[, until {ends_on} as before][, from {starts_on} on]"
    ),
    "members.re_appoint": (
        "re-appointed {who}[, the term before until {ends_on}][, the new one from {starts_on}]"
    ),
    "members.begin_on": (
        "moved {whose} membership to another day[, the one before until {ends_on}]"
        "[, from {starts_on}]"
    ),
    "members.did_not_end": "took back that {whose} membership ended",
    "members.never_happened": "took back a membership of {who} that was recorded by mistake",
    "proposals.propose": "recorded that {who} was invited or proposed[ on {made_on}]",
    "proposals.settle": "settled the proposal of {who} as “{outcome}”[ on {closed_on}]",
    "proposals.join": "recorded that {who}, who was proposed, joins",
    "proposals.correct": "corrected how {who} was invited or proposed",
    "proposals.reopen": "let the proposal of {who} wait again",
    "proposals.never_happened": "took back a proposal of {who} that was recorded by mistake",
    "offices.take": "made {who} {title}[ from {starts_on}]",
    "offices.correct": "corrected an office of {who}",
    "offices.hand_over": "ended an office of {who}[ on {ends_on}]",
    "offices.take_on": "moved {whose} first day in office[ to {starts_on}]",
    "offices.did_not_end": "took back that an office of {who} ended",
    "offices.never_happened": "took back that {who} was {title}, which was recorded by mistake",
    "imports.bring_in": "brought in a spreadsheet of members[, “{file}”]",
    "tokens.make": "made the API token “{name}” for {account}",
    "tokens.revoke": "revoked the API token “{name}”",
    "registers.download": "downloaded {document}",
    # Editions of the criteria, and waivers
    "editions.draft": "drafted the edition “{title}”[, to take effect on {takes_effect_on}]",
    "editions.revise": "changed the draft of an edition[, to take effect on {takes_effect_on}]",
    "editions.discard": "threw away the draft “{title}”",
    "editions.publish": "published the edition",
    "editions.withdraw": "withdrew the edition",
    "waivers.grant": "waived “{rule}” for a time[, from {starts_on}][ until {ends_on}]",
    "waivers.end": "gave a waiver an earlier last day[, {ends_on}]",
    "waivers.call_off": "took back a waiver of “{rule}”",
    # What staff publish for partnerships
    "support.publish": "published “{it}” for partnerships",
    "support.revise": "changed “{it}”, which is published for partnerships",
    "support.take_down": "took down “{it}”",
    "support.put_up": "put up “{it}” again",
    # Whom a partnership knows around it
    "connections.add": "wrote down a connection of the partnership",
    "connections.correct": "changed what is written of a connection",
    "connections.forget": "deleted a connection, and all that was kept of who it was",
    # Who the members are, together
    "diversity.open_survey": "opened a diversity survey",
    "diversity.close_survey": "closed a diversity survey",
    "diversity.load_profile": "loaded the profile of the area",
    # Places
    "boundaries.load": "loaded the boundary of the area[, “{filename}”]",
    "boundaries.replace": "loaded another boundary of the area[, “{filename}”]",
    "boundaries.remove": "removed the boundary of the area[, “{filename}”]",
    "postcodes.load": "brought in a directory of postcodes[, “{file}”]",
    # Work and the LTO
    "work.start": "recorded paid work of {who}[ from {starts_on}]",
    "work.correct": "corrected the paid work of {who}",
    "work.end": "ended the paid work of {who}[ on {ends_on}]",
    "work.did_not_end": "took back that the paid work of {who} ended",
    "work.never_happened": "took back paid work of {who} that was recorded by mistake",
    "lto.name": "named {organisation_id} as the LTO[ from {starts_on}]",
    "lto.correct": "corrected what is recorded of the LTO",
    "lto.end": "gave the LTO a last day[, {ends_on}]",
    "lto.never_happened": "took back {organisation_id} as the LTO, which was recorded by mistake",
    "lto.represent": "recorded that {who} represents the LTO[ from {starts_on}]",
    "lto.correct_role": "corrected how {who} represents the LTO",
    "lto.end_role": "recorded that {who} stopped representing the LTO[ on {ends_on}]",
    "lto.role_did_not_end": "took back that {who} stopped representing the LTO",
    "lto.role_never_happened": (
        "took back that {who} represents the LTO, which was recorded by mistake"
    ),
    # Homes, families, interests
    "homes.record": "recorded where {who} lives[ from {starts_on}]",
    "homes.correct": "corrected what is recorded of {whose} home",
    "homes.leave": "recorded {whose} last day in a home[, {ends_on}]",
    "homes.move": "moved {who} to another home[ from {starts_on}]",
    "homes.confirm": "confirmed that {who} lives where the register says",
    "homes.share": "recorded with whom {who} shares a home",
    "homes.never_happened": "took back a home of {who} that was recorded by mistake",
    "homes.open_household": "wrote down a home that people may share[, {address}]",
    "homes.correct_address": "changed the address of the home of {who}",
    "homes.close_household": "closed a home that nobody is recorded in",
    "families.relate": "recorded that {a_id} {kind} {b_id}",
    "families.correct": "corrected how {who} are related",
    "families.never_happened": "took back that {a_id} {kind} {b_id}, which was recorded by mistake",
    "interests.declare": "recorded an interest of {who} in {organisation_id}",
    "interests.correct": "corrected an interest of {who}",
    "interests.join": (
        "kept once an interest of {who} that was recorded twice, of one organisation under two names"
    ),
    "interests.never_happened": (
        "took back an interest of {who} in {organisation_id} that was recorded by mistake"
    ),
    "declarations.declare": "recorded what {who} declared[ on {made_on}]",
    "declarations.ask": "asked {who} to declare their interests",
    "declarations.lock_out": (
        "ended a personal link of {who}, since it was not said right who they are"
    ),
    "declarations.never_happened": (
        "took back a declaration of {who} that was recorded by mistake"
    ),
    "organisations.add": "added {name} to the programme’s list of organisations",
    "organisations.correct": "put right what the programme’s list says of {it}",
    "organisations.merge": "put together {merged} and {kept}, which are one organisation",
    "organisations.tell_apart": "said that {a} and {b} are two organisations",
    "organisations.ask_again": "took back that {a} and {b} are two organisations",
    # What everybody may read
    "naming.agree": "recorded that {who} agrees to be named in public[ from {starts_on}]",
    "naming.withdraw": "recorded that {who} no longer agrees to be named in public",
    "naming.never_happened": "took back that {who} agreed to be named in public",
    "naming.exempt": "recorded that {who} is at risk, and not to be named in public",
    "naming.lift": "recorded that {who} is at risk no more",
    "public_page.begin": "began the public page",
    "public_page.arrange": "changed what the public page shows",
    "public_page.open": "opened the public page to everybody",
    "public_page.close": "closed the public page",
    "public_page.bar": "closed the public page for Local Trust",
    "public_page.unbar": "let the public page be opened again",
    # What members say is wrong
    "corrections.ask": "wrote down that {who} asks for a correction",
    "corrections.make": "put right what {who} said is wrong",
    "corrections.leave": "left as it is what {who} said is wrong",
    # Decisions
    "decisions.write_down": "recorded the decision “{title}”[ of {decided_on}]",
    "decisions.correct": "corrected the decision “{title}”",
    "decisions.never_happened": (
        "took back the decision “{title}”[ of {decided_on}] that was recorded by mistake"
    ),
    # Policies
    "policies.begin": "recorded a policy that was not there before",
    "policies.adopt": "recorded version {label} of a policy[, adopted on {adopted_on}]",
    "policies.correct": "corrected a version of a policy",
    "policies.never_happened": (
        "took back version {label} of a policy that was recorded by mistake"
    ),
    "policies.acknowledge": "recorded that {who} acknowledged a policy[ on {acknowledged_on}]",
    "policies.did_not_acknowledge": (
        "took back that {who} acknowledged a policy, which was recorded by mistake"
    ),
    "later.came_to_light": "noted what came to light about a decision[ on {found_on}]",
    "later.settle": "settled what came to light about a decision[ on {settled_on}]",
    "later.correct": "corrected what is noted as having come to light about a decision",
    "later.never_happened": "took back what was noted about a decision by mistake",
    # Meetings
    "meetings.hold": "recorded a meeting[ of {held_on}]",
    "meetings.correct": "corrected what is recorded of a meeting",
    "meetings.attach_minutes": "attached the minutes of a meeting",
    "meetings.never_happened": "took back a meeting[ of {held_on}] that was recorded by mistake",
    "quorums.agree": "recorded the quorum: {members} members[, from {starts_on}]",
    "quorums.correct": "corrected the quorum",
    "quorums.end": "gave the quorum before a last day[, {ends_on}]",
    "quorums.never_happened": "took back a quorum that was recorded by mistake",
    # The plan and its money
    "plan.begin": "recorded the plan “{title}”[, from {starts_on}]",
    "plan.correct": "corrected the plan",
    "plan.follow_on": "recorded the plan “{title}”, which follows on[ from {starts_on}]",
    "plan.make_way": "gave a plan an earlier last day[, {ends_on}], as another follows",
    "plan.review": "recorded that the plan was reviewed[ on {reviewed_on}]",
    "plan.never_happened": "took back the plan “{title}” that was recorded by mistake",
    "plan.note": "noted how the plan is going[, on {noted_on}]",
    "plan.note_never_happened": "took back a note on the plan that was recorded by mistake",
    "themes.add": "added the theme “{name}” to the plan[, with {budget}]",
    "themes.correct": "corrected a theme of the plan",
    "themes.never_happened": "took back the theme “{name}” that was recorded by mistake",
    "spends.record": "recorded that {amount} was spent on “{what_for}”",
    "spends.correct": "corrected what was spent",
    "spends.never_happened": (
        "took back {amount} spent on “{what_for}” that was recorded by mistake"
    ),
    # Reviews
    "signatures.record": "recorded that {who} signed their membership form[ on {signed_on}]",
    "signatures.never_happened": ("took back a signature of {who} that was recorded by mistake"),
    "rounds.open_round": "opened the round of reviews of {year}",
    "rounds.reword": "changed the wording of a round of reviews",
    "rounds.close": "closed a round of reviews",
    "reviews.open": "opened the review",
    "reviews.extend": "gave longer for the review[, until {extended_to}]",
    "reviews.give_up": "closed the round before the review came",
    "reviews.start": "started the review",
    "reviews.confirm_members": "checked the details of {who} for the review",
    "reviews.answer": "answered a question of the review",
    "reviews.plan_action": "planned what to do about a finding of the review",
    "reviews.submit": "submitted version {number} of the review",
    "reviews.accept": "accepted version {number} of the review",
    "reviews.accept_with_actions": "accepted version {number} of the review with actions",
    "reviews.ask_for_action": "asked for the action “{it}”",
    "reviews.send_back": "sent back version {number} of the review",
    "reviews.note_internally": "wrote a note that Local Trust keeps to itself",
    # Views of the overview
    "saved_views.save": "saved a view of the overview, “{name}”",
    "saved_views.rename": "renamed a view of the overview to “{name}”",
    "saved_views.delete": "deleted the view “{name}” of the overview",
    # Membership forms
    "signatures.ask": "sent {who} a link to the membership form",
    "signatures.revoke": "ended the links of {who} to the membership form",
    "signatures.lock_out": "ended a link of {who} after too many wrong answers",
    "signatures.sign": "recorded the membership form of {who}[, signed on {signed_on}]",
    "post.try_again": "had a message sent again",
    # Who looks after the area
    "assignments.begin": "made {user_id} the rep of the area[ from {starts_on}]",
    "assignments.end": "gave a rep of the area a last day[, {ends_on}]",
    "assignments.take_back": "took back that {user_id} would look after it[ from {starts_on}]",
    "assignments.begin_secretary": "made {user_id} a secretary of the area[ from {starts_on}]",
    "assignments.end_secretary": "gave a secretary of the area a last day[, {ends_on}]",
    "assignments.correct": "corrected from when to when somebody looks after the area",
    "assignments.never_happened": (
        "took back that {user_id} looks after the area, which was recorded by mistake"
    ),
    # The area itself
    "areas.add": "added the area to the programme",
    "areas.correct": "changed the settings of the area",
    "areas.close": "gave the area its last day[, {closed_on}]",
    "areas.reopen": "took the last day of the area away",
    # Who looks after concerns; of a concern itself the history says nothing
    "concerns.appoint": "put {user_id} on the list of those who look after concerns",
    "concerns.dismiss": "took somebody off the list of those who look after concerns",
    # Who signs in
    "users.add": "added the account of {it}",
    "users.invite": "invited {it} again",
    "users.correct": "changed the name or the e-mail address of {it}",
    "users.give_role": "changed the role of {it}",
    "users.close": "closed the account of {it}",
    "users.open": "opened the account of {it} again",
    "users.reset_second_factor": "turned off the second factor of {it}",
    # What was planned, after the review. Its wording stays out of the history: while a review is
    # mended it is the rep's alone.
    "plans.note": "said how an action of a review is going",
    "plans.finish": "said that an action of a review was done[ on {settled_on}]",
    "plans.drop": "dropped an action of a review",
    "plans.reopen": "opened an action of a review again",
    "plans.repeat": "went on with an action in the review of a later year",
}

OPTIONAL = re.compile(r"\[([^\]]*)\]")
NAME = re.compile(r"\{(\w+)\}")


def in_words(verb: str, values: Mapping[str, str]) -> str:
    """What was done, to follow a name; a verb without words of its own is told by its name.

    `values` are texts by name, `who` and `whose` among them where people were concerned.
    """
    words = VERBS.get(verb) or _made_up(verb, values)

    def told(match: re.Match[str]) -> str:
        return values.get(match[1]) or "…"

    def kept(match: re.Match[str]) -> str:
        return match[1] if all(values.get(name) for name in NAME.findall(match[1])) else ""

    return NAME.sub(told, OPTIONAL.sub(kept, words))


def _made_up(verb: str, values: Mapping[str, str]) -> str:
    """ "did “approve plan” under “policies”", for an action that has no words yet."""
    room, _, action = verb.replace("_", " ").partition(".")
    words = f"did “{action}” under “{room}”" if action else f"did “{room}”"
    return f"{words}, about {{who}}" if values.get("who") else words
