"""Changes by hand, and the manager's words on pairs."""

from uuid import UUID

from accelerator.matching.api.groups import (
    ADMIN,
    COHORT,
    MANAGE,
    ONE,
    STAFF,
    cohort_of,
    matching_of,
)
from accelerator.matching.api.groups import of_matchings as endpoints
from accelerator.matching.edits import edit_of
from accelerator.matching.errors import CannotBe, ChangedMeanwhile, NotNow
from accelerator.matching.queries.cast import cast_of
from accelerator.matching.queries.pairings import rules_in, sides_in
from accelerator.matching.rules.answers import NotSolvedInTime
from accelerator.matching.schemas.asking import Edited, EditSent, RuleSent
from accelerator.matching.schemas.proposals import (
    HandEffectShown,
    MatchingShown,
    RuleShown,
)
from accelerator.matching.services import by_hand
from hub.accounts.sign_in import signed_in_person
from hub.core.database import lock
from hub.core.errors import NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.web.api import Endpoint, ListShown, expect_version


@endpoints.serves(
    Endpoint(
        "GET",
        f"{ONE}/effects",
        "What a change by hand would do",
        answers=HandEffectShown,
        audience=STAFF,
        permission=MANAGE,
        query=Edited,
        refuses=(NotFound, NotAllowed, NotNow, CannotBe),
        note="A lock or a ban matches all others anew around it; a move, a swap, an addition and"
        " its opposite leave everything else as it is. Nothing is kept.",
    )
)
def effect_of_change(matching_id: UUID, query: Edited) -> HandEffectShown:
    found = matching_of(matching_id)
    try:
        effect = by_hand.effect_of(found, edit_of(query.named()), by=signed_in_person())
    except NotSolvedInTime as late:
        raise _no_time() from late
    return HandEffectShown.of(effect, cast_of(found).names)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/edits",
        "Keep a change by hand as a new proposal",
        answers=MatchingShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=EditSent,
        refuses=(NotFound, NotAllowed, NotNow, CannotBe, ChangedMeanwhile),
        location="/matchings/{id}",
        note="Send If-Match with the version of the proposal that you saw.",
    )
)
def change_matching(matching_id: UUID, body: EditSent) -> MatchingShown:
    found, person = matching_of(matching_id), signed_in_person()
    lock(found)
    expect_version(found.version)
    edit, version = edit_of(body.named()), found.version
    try:
        made = by_hand.apply_edit(found, edit, by=person, version=version, reason=body.reason)
    except NotSolvedInTime as late:
        raise _no_time() from late
    return MatchingShown.in_full(made)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{COHORT}/pair-rules",
        "Pairs that are locked or forbidden",
        answers=ListShown[RuleShown],
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound,),
        note="All of them, the newest first.",
    )
)
def pair_rules(cohort_id: UUID) -> ListShown[RuleShown]:
    found = rules_in(cohort_of(cohort_id), seen_by=signed_in_person())
    return ListShown(items=[RuleShown.of(rule) for rule in found])


@endpoints.serves(
    Endpoint(
        "POST",
        f"{COHORT}/pair-rules",
        "Lock or forbid a pair",
        answers=RuleShown,
        status=201,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=RuleSent,
        refuses=(NotFound, NotAllowed, NotNow),
        note="Holds for every later proposal. A new word on a pair replaces the old one.",
    )
)
def set_pair_rule(cohort_id: UUID, body: RuleSent) -> RuleShown:
    cohort, person = cohort_of(cohort_id), signed_in_person()
    startup, mentor = sides_in(cohort, body.startup, mentor_id=body.mentor)
    word = by_hand.Word(body.kind, body.reason)
    rule = by_hand.set_rule(cohort, startup, mentor=mentor, word=word, by=person)
    return RuleShown.of(rule)


@endpoints.serves(
    Endpoint(
        "DELETE",
        f"{COHORT}/pair-rules/<uuid:rule_id>",
        "Let the matching decide on a pair again",
        answers=RuleShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, NotAllowed),
    )
)
def drop_pair_rule(cohort_id: UUID, rule_id: UUID) -> RuleShown:
    cohort, person = cohort_of(cohort_id), signed_in_person()
    for rule in rules_in(cohort, seen_by=person):
        if rule.id == rule_id:
            shown = RuleShown.of(rule)
            by_hand.drop_rule(cohort, rule.startup, mentor=rule.mentor, by=person)
            return shown
    raise NotFound(_("There is no such word on a pair."))


def _no_time() -> NotNow:
    return NotNow(_("The effect was not found in time. Please try again, or with a lower floor."))
