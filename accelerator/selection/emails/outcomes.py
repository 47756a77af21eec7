"""The letters of a release: accepted, accepted on a condition, in line, turned down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from accelerator.applications.models import Outcome
from accelerator.selection.models import OUTCOMES, Feedback, FeedbackState, Release
from accelerator.selection.queries.releases import Addressed, conditions_of, feedback_by
from accelerator.selection.rules.choices import Decided
from accelerator.vocabulary.words import Words, in_words
from hub.accounts.models import User
from hub.core.i18n import speaking
from hub.outbox.letters import Letter, Receiver
from hub.outbox.services import send_mails, withdraw_mail
from hub.places.models import Place
from hub.places.rules.steps import PlaceState
from hub.web.addresses import public_url

TEMPLATES = {
    Outcome.ACCEPTED: "selection/accepted",
    Outcome.CONDITIONAL: "selection/accepted",
    Outcome.WAITLISTED: "selection/waitlisted",
    Outcome.REJECTED: "selection/rejected",
}


@dataclass(frozen=True)
class ReleaseWords:
    """What the letters of one release say, read once for all of them."""

    letters: Mapping[str, Words]
    conditions: Mapping[UUID, str]
    feedback: Mapping[UUID, Feedback]


@dataclass(frozen=True)
class Standing:
    """Where a team stands when its letter is written; for a preview, where it would."""

    place_id: UUID | None = None
    expires_at: datetime | None = None
    is_offered: bool = False

    @classmethod
    def of(cls, place: Place | None) -> "Standing":
        if place is None:
            return cls()
        offered = place.state is PlaceState.OFFERED
        return cls(place.id, place.expires_at if offered else None, is_offered=offered)


def words_of(release: Release, application_ids: list[UUID]) -> ReleaseWords:
    return ReleaseWords(
        release.letters, conditions_of(application_ids), dict(feedback_by(application_ids))
    )


def tell(mails: Sequence[Addressed], words: ReleaseWords, *, given: Mapping[UUID, Place]) -> None:
    """Write all letters of a release; `given` is what each application has now. What was written
    before and has not left is not true any more."""
    for each in mails:
        if each.item.sequence > 1:
            withdraw_mail(_key(each, each.item.sequence - 1), reason="corrected since")
    send_mails(
        [
            (
                letter_of(each, words, standing=Standing.of(given.get(each.application.id))),
                receiver_of(each.person),
                _key(each, each.item.sequence),
            )
            for each in mails
        ]
    )


def _key(each: Addressed, sequence: int) -> str:
    """One mail for each person, application and thing told: never accepted and turned down both."""
    return f"decision:{each.application.id}:{sequence}:{each.person.id}"


def letter_of(each: Addressed, words: ReleaseWords, *, standing: Standing) -> Letter:
    """In the receiver's language; also for the preview."""
    application, item = each.application, each.item
    outcome = OUTCOMES[item.outcome]
    choice = item.outcome
    if outcome is Outcome.WAITLISTED and standing.is_offered:
        outcome, choice = Outcome.ACCEPTED, Decided.ACCEPT
    with speaking(each.person.language):
        values: dict[str, Any] = {
            "words": in_words(words.letters[choice.value]),
            "outcome": outcome.value,
            "correction": item.reason,
            "condition": words.conditions.get(application.id, "")
            if choice is Decided.CONDITIONAL
            else "",
            "expires_at": standing.expires_at,
            **_about(each),
            **_feedback(words.feedback.get(application.id) if choice is Decided.REJECT else None),
            "url": _url(each, standing),
        }
    return Letter(TEMPLATES[outcome], values)


def receiver_of(person: User) -> Receiver:
    return Receiver(person.email, person.name, person.language, person.zone, user_id=person.id)


def _about(each: Addressed) -> dict[str, Any]:
    application = each.application
    return {
        "reference": application.reference,
        "startup": application.startup.name,
        "cohort": in_words(application.cohort.name),
        "zone": application.cohort.zone,
    }


def _feedback(feedback: Feedback | None) -> dict[str, Any]:
    """Also of feedback that the release is about to publish, for its preview."""
    if feedback is None or feedback.state is FeedbackState.DRAFT:
        return {"feedback": "", "quarters": []}
    return {
        "feedback": feedback.text,
        "quarters": [(in_words(name), quarter) for name, quarter in feedback.quarters],
    }


def _url(each: Addressed, standing: Standing) -> str:
    if standing.place_id is not None:
        return public_url("selection.offer", place_id=str(standing.place_id))
    return public_url("applications.show", application_id=str(each.application.id))
