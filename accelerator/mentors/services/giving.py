"""The terms of a cohort's mentoring, and who gives how many places in it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from accelerator.mentors.emails import asked_to_mentor
from accelerator.mentors.errors import ChangedMeanwhile, NotNow, PlacesPromised
from accelerator.mentors.facts import MentoringLeft, PlacesAnswered
from accelerator.mentors.models import (
    GivingState,
    Mentor,
    Mentoring,
    MentorPlaces,
    OrganisationPlaces,
)
from accelerator.mentors.permissions import (
    can_coordinate,
    can_manage_mentoring,
    can_see_places,
    is_mentor,
    organisations_of,
)
from accelerator.mentors.rules.terms import DEFAULT_WEIGHTS, weights_trouble
from accelerator.programmes.models import Cohort
from accelerator.vocabulary.words import Words
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Invalid, NotAllowed
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.organisations.models import Organisation

MOST_PLACES = 20
#: What the database's guards put in their refusals (`accelerator.matching.guards`).
PROMISED_MARK = "places_promised"


@dataclass(frozen=True)
class Terms:
    """As the columns of `Mentoring`; a new wording of the code counts its version up."""

    least: int = 1
    most: int = 3
    most_of_one_organisation: int = 1
    least_minutes: int = 60
    target_minutes: int = 240
    floor_percent: int = 90
    kept_bonus: int = 700
    answer_hours: int = 72
    notice_hours: int = 24
    wishes_until: date | None = None
    weights: dict[str, int] = field(default_factory=lambda: dict(DEFAULT_WEIGHTS))
    code: Words = field(default_factory=dict)


def open_mentoring(cohort: Cohort, *, by: User) -> Mentoring:
    """The cohort's mentoring with the usual terms, made if it is not there. Raises: NotAllowed."""
    _check_manager(cohort, by)
    there = db.session.scalar(select(Mentoring).where(Mentoring.cohort_id == cohort.id))
    if there is not None:
        return there
    made = Mentoring(cohort=cohort, **vars(Terms()))
    db.session.add(made)
    db.session.flush()
    record("mentoring.opened", made)
    return made


def change_terms(mentoring: Mentoring, terms: Terms, *, by: User, version: int) -> None:
    """Raises: NotAllowed, ChangedMeanwhile, Invalid (by field)."""
    _check_manager(mentoring.cohort, by)
    _check_terms(terms)
    lock(mentoring)
    if mentoring.version != version:
        raise ChangedMeanwhile(_("The terms were changed in the meantime. Please look again."))
    new = vars(terms)
    before = {name: getattr(mentoring, name) for name in new}
    changed = {name for name in new if before[name] != new[name]}
    if not changed:
        return
    for name in changed:
        setattr(mentoring, name, new[name])
    mentoring.code_version += "code" in changed
    mentoring.version += 1
    db.session.flush()
    record(
        "mentoring.changed",
        mentoring,
        before={name: before[name] for name in changed},
        after={name: new[name] for name in changed},
    )


def ask(
    mentor: Mentor,
    cohort: Cohort,
    *,
    by: User,
    organisation_id: UUID | None = None,
    places: int = 1,
) -> MentorPlaces:
    """Ask a mentor for a cohort, by mail. Asked already is fine, and asks again who had declined.

    Args:
        organisation_id: on whose places it counts; None takes the mentor's only organisation.

    Raises:
        NotAllowed: not staff of the programme, nor coordinator of that organisation.
        NotNow: they have left.
    """
    organisation_id = organisation_id or _only_organisation(mentor)
    _check_asker(cohort, organisation_id, by=by)
    if mentor.left_at is not None:
        raise NotNow(_("This mentor has left the programme."))
    return ask_at_once(mentor, cohort, organisation_id=organisation_id, places=places, by=by)


def ask_at_once(
    mentor: Mentor, cohort: Cohort, *, organisation_id: UUID | None, places: int, by: User
) -> MentorPlaces:
    """As `ask`, without asking who may: for invitations and what is built on them."""
    there = find_places(cohort, mentor)
    if there is not None and there.state in (GivingState.ASKED, GivingState.ACCEPTED):
        return there
    said = there or MentorPlaces(cohort=cohort, mentor=mentor, asked_by_id=by.id)
    said.organisation_id, said.places = organisation_id, max(1, min(places, MOST_PLACES))
    said.state, said.answered_at = GivingState.ASKED, None
    said.asked_by_id, said.asked_at = by.id, now()
    said.version = (said.version or 0) + 1
    db.session.add(said)
    db.session.flush()
    record("mentor-places.asked", said, after={"member": mentor.name, "places": said.places})
    asked_to_mentor(said)
    return said


def answer(said: MentorPlaces, *, places: int, by: User, version: int, note: str = "") -> None:
    """The mentor says for how many startups they are there; none is a decline. Can be changed at
    any time, down to what startups have been promised. A coordinator may say it for them.

    Raises:
        NotAllowed: somebody else's.
        Invalid: more than one can do.
        PlacesPromised: fewer than what startups have been promised.
        ChangedMeanwhile: it is another version by now.
    """
    if not (is_mentor(by, said.mentor) or can_see_places(by, said)):
        raise NotAllowed(_("This is somebody else's promise."))
    if not 0 <= places <= MOST_PLACES:
        message = _("From 0 to %(most)s startups.", most=MOST_PLACES)
        raise Invalid(message, errors={"places": [message]})
    lock(said)
    if said.version != version:
        raise ChangedMeanwhile(_("This was changed in the meantime. Please look again."))
    before = {"state": said.state, "places": said.places}
    state = GivingState.ACCEPTED if places else GivingState.DECLINED
    said.note = note.strip()[:500]
    if before == {"state": state, "places": places}:
        return
    said.state, said.places, said.answered_at = state, places, now()
    said.version += 1
    _flush_within_promises()
    record("mentor-places.answered", said, before=before, after={"state": state, "places": places})
    announce(PlacesAnswered(said.cohort_id, said.mentor_id))


def stop(said: MentorPlaces, *, by: User, reason: str) -> None:
    """A mentor stops in the middle of a cohort. Their pairings there end first (a listener of
    `MentoringLeft`), then the places. Raises: NotAllowed."""
    if not (is_mentor(by, said.mentor) or can_manage_mentoring(by, said.cohort)):
        raise NotAllowed(_("This is somebody else's promise."))
    lock(said)
    if said.state is not GivingState.ACCEPTED:
        raise NotNow(_("There is no promise to end."))
    announce(MentoringLeft(said.cohort_id, said.mentor_id))
    said.state, said.version = GivingState.LEFT, said.version + 1
    _flush_within_promises()
    record("mentor-places.ended", said, reason=reason)


def set_organisation_places(
    cohort: Cohort, organisation: Organisation, *, places: int, by: User
) -> OrganisationPlaces:
    """How many startups an organisation helps with all its mentors together.

    Raises: NotAllowed, Invalid, PlacesPromised.
    """
    if not (can_coordinate(by, organisation) or can_manage_mentoring(by, cohort)):
        raise NotAllowed(_("This is for the organisation's coordinators."))
    if not 0 <= places <= MOST_PLACES * 10:
        message = _("From 0 to %(most)s.", most=MOST_PLACES * 10)
        raise Invalid(message, errors={"places": [message]})
    query = select(OrganisationPlaces).where(
        OrganisationPlaces.cohort_id == cohort.id,
        OrganisationPlaces.organisation_id == organisation.id,
    )
    there = db.session.scalar(query)
    if there is not None:
        lock(there)
    before = there.places if there else None
    if there is None:
        there = OrganisationPlaces(
            cohort_id=cohort.id, organisation=organisation, places=places, set_by_id=by.id
        )
        db.session.add(there)
    elif before != places:
        there.places, there.set_by_id, there.set_at = places, by.id, now()
        there.version += 1
    _flush_within_promises()
    if before != places:
        record("organisation-places.set", there, before={"places": before},
               after={"places": places, "organisation": organisation.name})  # fmt: skip
    return there


def find_places(cohort: Cohort, mentor: Mentor) -> MentorPlaces | None:
    query = select(MentorPlaces).where(
        MentorPlaces.cohort_id == cohort.id, MentorPlaces.mentor_id == mentor.id
    )
    return db.session.scalar(query)


def _flush_within_promises() -> None:
    try:
        db.session.flush()
    except DBAPIError as error:
        if PROMISED_MARK not in str(error.orig):
            raise
        raise PlacesPromised(
            _("Startups have been promised these places. End those pairs first.")
        ) from error


def _only_organisation(mentor: Mentor) -> UUID | None:
    ids = organisations_of({mentor.user_id}).get(mentor.user_id, set())
    return next(iter(ids)) if len(ids) == 1 else None


def _check_asker(cohort: Cohort, organisation_id: UUID | None, *, by: User) -> None:
    if can_manage_mentoring(by, cohort):
        return
    organisation = db.session.get(Organisation, organisation_id) if organisation_id else None
    if organisation is None or not can_coordinate(by, organisation):
        raise NotAllowed(_("You can ask the mentors of your own support organisation."))


def _check_manager(cohort: Cohort, by: User) -> None:
    if not can_manage_mentoring(by, cohort):
        raise NotAllowed(_("Only staff of the programme do this."))


def _check_terms(terms: Terms) -> None:
    wrong: dict[str, list[Any]] = {}
    if not 0 <= terms.least <= terms.most <= MOST_PLACES or terms.most < 1:
        wrong["most"] = [_("At least one mentor, and not fewer than the least.")]
    if terms.most_of_one_organisation < 1:
        wrong["most_of_one_organisation"] = [_("At least one.")]
    if not 0 <= terms.least_minutes <= terms.target_minutes <= 40 * 60:
        wrong["target_minutes"] = [_("Not less than the least, and at most forty hours.")]
    if not 0 <= terms.floor_percent <= 100:
        wrong["floor_percent"] = [_("From 0 to 100.")]
    if not 0 <= terms.kept_bonus <= 10_000:
        wrong["kept_bonus"] = [_("From 0 to 10,000.")]
    if not 1 <= terms.answer_hours <= 24 * 30 or not 0 <= terms.notice_hours <= 24 * 14:
        wrong["answer_hours"] = [_("At most thirty days to answer, and fourteen of notice.")]
    if weights_trouble(terms.weights):
        wrong["weights"] = [_("The weights must sum to 1000, none below zero.")]
    if wrong:
        raise Invalid(_("Please look at the terms again."), errors=wrong)


__all__ = ["Terms", "answer", "ask", "ask_at_once", "change_terms", "open_mentoring",
           "set_organisation_places", "stop"]  # fmt: skip
