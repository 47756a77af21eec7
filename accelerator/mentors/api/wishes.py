"""What startups need, and both sides' private words."""

from uuid import UUID

from accelerator.mentors.api.groups import PLACES, PROFILE, STARTUPS
from accelerator.mentors.api.groups import of_mentoring as endpoints
from accelerator.mentors.errors import ChangedMeanwhile, NotNow
from accelerator.mentors.permissions import can_wish
from accelerator.mentors.queries.mentors import wish_of, words_of
from accelerator.mentors.queries.own import places_of_person
from accelerator.mentors.schemas.giving import (
    PreferencesSent,
    PreferencesShown,
    WishSent,
    WishShown,
)
from accelerator.mentors.services import say_needs, say_wishes
from accelerator.mentors.services.wishing import Teller
from accelerator.participations.models import Participation
from accelerator.participations.queries.startups import get_participation
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.web.api import Endpoint

STARTUP = "/participations/<uuid:participation_id>"


@endpoints.serves(
    Endpoint(
        "GET",
        f"{STARTUP}/mentoring-wish",
        "What a startup needs of its mentors",
        answers=WishShown,
        refuses=(NotFound,),
    )
)
def mentoring_wish(participation_id: UUID) -> WishShown:
    found = _inside(participation_id)
    wish = wish_of(found.cohort, found.startup)
    if wish is None:
        raise NotFound(_("Nobody has said it yet."))
    return WishShown.of(wish)


@endpoints.serves(
    Endpoint(
        "PUT",
        f"{STARTUP}/mentoring-wish",
        "Say what a startup needs of its mentors",
        answers=WishShown,
        scope=STARTUPS,
        body=WishSent,
        refuses=(NotFound, NotAllowed, NotNow, ChangedMeanwhile),
    )
)
def say_mentoring_wish(participation_id: UUID, body: WishSent) -> WishShown:
    found, person = _inside(participation_id), signed_in_person()
    kept = say_needs(found.cohort, found.startup, wish=body.wish(), by=person, version=body.version)
    return WishShown.of(kept)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{STARTUP}/mentor-preferences",
        "Whom a startup would like",
        answers=PreferencesShown,
        refuses=(NotFound, NotAllowed),
        note="Private: for whoever leads the startup.",
    )
)
def mentor_preferences(participation_id: UUID) -> PreferencesShown:
    found = _led(participation_id)
    return PreferencesShown.of(words_of(found.cohort, startup=found.startup))


@endpoints.serves(
    Endpoint(
        "PUT",
        f"{STARTUP}/mentor-preferences",
        "Say whom a startup would like",
        answers=PreferencesShown,
        scope=STARTUPS,
        body=PreferencesSent,
        refuses=(NotFound, NotAllowed, NotNow),
        note="Mentors by id, the most wanted first. Replaces what was said before.",
    )
)
def say_mentor_preferences(participation_id: UUID, body: PreferencesSent) -> PreferencesShown:
    found = _led(participation_id)
    return _said(Teller(found.cohort, startup=found.startup), body)


@endpoints.serves(
    Endpoint(
        "GET",
        f"{PLACES}/preferences",
        "Which startups you would like as a mentor",
        answers=PreferencesShown,
        refuses=(NotFound,),
        note="Private: for you alone.",
    )
)
def startup_preferences(places_id: UUID) -> PreferencesShown:
    said = places_of_person(places_id, signed_in_person())
    return PreferencesShown.of(words_of(said.cohort, mentor=said.mentor))


@endpoints.serves(
    Endpoint(
        "PUT",
        f"{PLACES}/preferences",
        "Say which startups you would like as a mentor",
        answers=PreferencesShown,
        scope=PROFILE,
        body=PreferencesSent,
        refuses=(NotFound, NotNow),
        note="Startups by id, the most wanted first. Replaces what was said before.",
    )
)
def say_startup_preferences(places_id: UUID, body: PreferencesSent) -> PreferencesShown:
    said = places_of_person(places_id, signed_in_person())
    return _said(Teller(said.cohort, mentor=said.mentor), body)


def _said(teller: Teller, body: PreferencesSent) -> PreferencesShown:
    never = {each.id: each.note for each in body.never}
    say_wishes(teller, body.ranking, never=never, by=signed_in_person())
    words = words_of(teller.cohort, startup=teller.startup, mentor=teller.mentor)
    return PreferencesShown.of(words)


def _inside(participation_id: UUID) -> Participation:
    return get_participation(participation_id, seen_by=signed_in_person())


def _led(participation_id: UUID) -> Participation:
    found = _inside(participation_id)
    if not can_wish(signed_in_person(), found.cohort, startup=found.startup):
        raise NotAllowed(_("Only whoever leads the startup sees and changes this."))
    return found
