"""A mentor's own side: what is asked of them, and what they have still to do."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accelerator.mentors.models import GivingState, Mentor, Mentoring, MentorPlaces
from accelerator.mentors.queries.availability import availability_of
from accelerator.mentors.rules.steps import Asked, Step, steps_of_mentor
from accelerator.programmes.models import Cohort, Phase
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _

OVER = (Phase.ENDED, Phase.ARCHIVED)


@dataclass(frozen=True)
class OwnPlaces:
    """What a mentor was asked by a cohort, with its terms if there are any yet."""

    said: MentorPlaces
    mentoring: Mentoring | None
    code_waits: bool

    @property
    def is_over(self) -> bool:
        return self.said.cohort.phase in OVER


def own_places(mentor: Mentor) -> list[OwnPlaces]:
    """Of all cohorts, running ones first, newest first."""
    query = (
        select(MentorPlaces, Mentoring)
        .join(Cohort, Cohort.id == MentorPlaces.cohort_id)
        .outerjoin(Mentoring, Mentoring.cohort_id == MentorPlaces.cohort_id)
        .where(MentorPlaces.mentor_id == mentor.id)
        .order_by(Cohort.phase.in_(OVER), MentorPlaces.asked_at.desc(), MentorPlaces.id)
        .options(
            joinedload(MentorPlaces.organisation),
            joinedload(MentorPlaces.asked_by),
            joinedload(MentorPlaces.cohort),
        )
    )
    return [
        OwnPlaces(said, mentoring, code_waits(mentor, mentoring))
        for said, mentoring in db.session.execute(query)
    ]


def places_of_person(places_id: object, person: User) -> MentorPlaces:
    """What somebody was asked themself. Raises: NotFound, also for others'."""
    found = db.session.get(MentorPlaces, places_id)
    if found is None or found.mentor.user_id != person.id:
        raise NotFound(_("This was not asked of you."))
    return found


def code_waits(mentor: Mentor, mentoring: Mentoring | None) -> bool:
    """Whether there is a wording that the mentor has not agreed to."""
    if mentoring is None or not any(mentoring.code.values()):
        return False
    return mentor.code_version is None or mentor.code_version < mentoring.code_version


def steps(mentor: Mentor, own: list[OwnPlaces]) -> list[Step]:
    asked = [
        Asked(
            str(each.said.id),
            in_words(each.said.cohort.name),
            is_answered=each.said.state is not GivingState.ASKED,
            has_accepted=each.said.state is GivingState.ACCEPTED,
            code_waits=each.code_waits,
        )
        for each in own
        if not each.is_over
    ]
    has_hours = availability_of(mentor_id=mentor.id) is not None
    return steps_of_mentor(asked, knows=bool(mentor.topics), has_hours=has_hours)


def is_paused(mentor: Mentor) -> bool:
    until = mentor.paused_until
    return mentor.paused_at is not None and (until is None or until > now())
