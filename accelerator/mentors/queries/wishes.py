"""The other side of a cohort, as somebody sees it who ranks it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accelerator.conflicts.queries import conflicted_startups, conflicts_between
from accelerator.mentors.models import (
    GivingState,
    Mentor,
    MentoringWish,
    MentorPlaces,
    Sight,
)
from accelerator.mentors.queries.availability import in_common
from accelerator.mentors.queries.shown import ShownMentor, all_shown
from accelerator.mentors.rules.sight import is_shown
from accelerator.participations.models import OVER, Participation
from accelerator.programmes.models import Cohort
from accelerator.startups.models import Startup
from hub.accounts.models import User
from hub.core.database import db
from hub.organisations.models import Organisation


@dataclass(frozen=True)
class StartupToRank:
    startup: Startup
    needs: list[dict[str, str]]


@dataclass(frozen=True)
class MentorToRank:
    """`minutes` in common a week, where the mentor lets people of the network know their hours."""

    id: UUID
    shown: ShownMentor
    minutes: int | None


def startups_to_rank(cohort: Cohort, mentor: Mentor) -> list[StartupToRank]:
    """By name; without those that the mentor has a conflict of interest with."""
    query = (
        select(Startup, MentoringWish)
        .join(Participation, Participation.startup_id == Startup.id)
        .join(Organisation, Organisation.id == Startup.organisation_id)
        .outerjoin(
            MentoringWish,
            (MentoringWish.startup_id == Startup.id) & (MentoringWish.cohort_id == cohort.id),
        )
        .where(
            Participation.cohort_id == cohort.id,
            Participation.state.not_in(OVER),
            Startup.id.not_in(conflicted_startups(mentor.user_id)),
        )
        .order_by(Organisation.name, Startup.id)
        .options(joinedload(Startup.organisation))
    )
    return [
        StartupToRank(startup, wish.needs if wish else [])
        for startup, wish in db.session.execute(query)
    ]


def mentors_to_rank(cohort: Cohort, startup: Startup) -> list[MentorToRank]:
    """Who was asked and has not said no, by name; without conflicts of interest."""
    query = (
        select(Mentor)
        .join(MentorPlaces, MentorPlaces.mentor_id == Mentor.id)
        .join(User, User.id == Mentor.user_id)
        .where(
            MentorPlaces.cohort_id == cohort.id,
            MentorPlaces.state.in_((GivingState.ASKED, GivingState.ACCEPTED)),
            Mentor.left_at.is_(None),
        )
        .order_by(User.name, Mentor.id)
    )
    mentors = list(db.session.scalars(query).unique())
    close = conflicts_between({each.user_id for each in mentors}, {startup.id})
    near = [each for each in mentors if (each.user_id, startup.id) not in close]
    telling = [each for each in near if is_shown("availability", each.shown, to=Sight.NETWORK)]
    common = in_common(cohort, startups=[startup.id], mentors=[each.id for each in telling])
    minutes = {mentor: found.least for (_startup, mentor), found in common.items()}
    return [
        MentorToRank(shown.id, shown, minutes.get(shown.id))
        for shown in all_shown(near, Sight.NETWORK)
    ]
