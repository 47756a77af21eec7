"""A cohort's mentoring as its staff see it: who gives what, who has said what, what is missing.

Of private words staff see that there are some, never whom they name; and nothing of a startup they
have a conflict of interest with.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, select

from accelerator.conflicts.queries import conflicted_startups
from accelerator.mentors.models import (
    Availability,
    GivingState,
    Mentor,
    MentoringWish,
    MentorPlaces,
    OrganisationPlaces,
    Preference,
    Side,
)
from accelerator.mentors.queries.mentors import (
    mentoring_of,
    organisation_places_in,
    places_in,
    wishes_in,
)
from accelerator.mentors.queries.own import code_waits, is_paused
from accelerator.participations.models import OVER, Participation
from accelerator.participations.queries.startups import startups_in
from accelerator.programmes.models import Cohort
from hub.accounts.models import User
from hub.core.database import db
from hub.organisations.models import Organisation


@dataclass(frozen=True)
class MentorRow:
    said: MentorPlaces
    organisation: str
    code_waits: bool
    has_hours: bool
    is_paused: bool
    ranked: int

    @property
    def is_ready(self) -> bool:
        accepted = self.said.state is GivingState.ACCEPTED
        return accepted and not (self.code_waits or self.is_paused or self.said.mentor.left_at)


@dataclass(frozen=True)
class StartupRow:
    participation: Participation
    wish: MentoringWish | None
    has_hours: bool
    ranked: int


@dataclass
class OrganisationRow:
    organisation: Organisation
    total: OrganisationPlaces | None
    mentors: int = 0
    promised: int = 0


def mentor_rows(cohort: Cohort, *, seen_by: User) -> list[MentorRow]:
    """All who were asked, by name."""
    said = places_in(cohort)
    mentoring = mentoring_of(cohort)
    with_hours = _with_hours({each.mentor_id for each in said})
    ranked = _ranked(cohort, Side.MENTOR, seen_by=seen_by)
    names = _names({each.organisation_id for each in said if each.organisation_id})
    return [
        MentorRow(
            each,
            names.get(each.organisation_id, "") if each.organisation_id else "",
            code_waits(each.mentor, mentoring),
            each.mentor_id in with_hours,
            is_paused(each.mentor),
            ranked.get(each.mentor_id, 0),
        )
        for each in said
    ]


def startup_rows(cohort: Cohort, *, seen_by: User) -> list[StartupRow]:
    """Those that take part, by name."""
    inside = [each for each in startups_in(cohort, seen_by=seen_by) if each.state not in OVER]
    wishes = wishes_in(cohort)
    with_hours = _with_hours({each.startup_id for each in inside})
    ranked = _ranked(cohort, Side.STARTUP, seen_by=seen_by)
    return [
        StartupRow(
            each,
            wishes.get(each.startup_id),
            each.startup_id in with_hours,
            ranked.get(each.startup_id, 0),
        )
        for each in inside
    ]


def organisation_rows(cohort: Cohort, said: Iterable[MentorPlaces]) -> list[OrganisationRow]:
    """Every organisation that has set a total or whose mentors were asked, by name."""
    totals = {each.organisation_id: each for each in organisation_places_in(cohort)}
    asked = [each for each in said if each.organisation_id]
    ids = {each.organisation_id for each in asked if each.organisation_id} | set(totals)
    query = select(Organisation).where(Organisation.id.in_(ids)).order_by(Organisation.name)
    rows = {o.id: OrganisationRow(o, totals.get(o.id)) for o in db.session.scalars(query)}
    for each in asked:
        if each.state is GivingState.ACCEPTED and each.organisation_id in rows:
            rows[each.organisation_id].mentors += 1
            rows[each.organisation_id].promised += each.places
    return list(rows.values())


def to_ask(cohort: Cohort) -> list[Mentor]:
    """Mentors who have not been asked yet, by name."""
    asked = select(MentorPlaces.mentor_id).where(MentorPlaces.cohort_id == cohort.id)
    query = (
        select(Mentor)
        .join(User, User.id == Mentor.user_id)
        .where(Mentor.left_at.is_(None), User.disabled_at.is_(None), Mentor.id.not_in(asked))
        .order_by(User.name, Mentor.id)
    )
    return list(db.session.scalars(query).unique())


def _with_hours(owners: set[UUID]) -> set[UUID]:
    query = select(Availability.mentor_id, Availability.startup_id).where(
        or_(Availability.mentor_id.in_(owners), Availability.startup_id.in_(owners))
    )
    return {owner for row in db.session.execute(query) for owner in row if owner is not None}


def _ranked(cohort: Cohort, side: Side, *, seen_by: User) -> dict[UUID, int]:
    """How many of the other side each has ranked."""
    teller = Preference.startup_id if side is Side.STARTUP else Preference.mentor_id
    query = (
        select(teller, func.count())
        .where(
            Preference.cohort_id == cohort.id,
            Preference.side == side,
            Preference.is_veto.is_(False),
            Preference.startup_id.not_in(conflicted_startups(seen_by.id)),
        )
        .group_by(teller)
    )
    return {id_: count for id_, count in db.session.execute(query)}  # noqa: C416


def _names(ids: set[UUID]) -> dict[UUID, str]:
    query = select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids))
    return {id_: name for id_, name in db.session.execute(query)}  # noqa: C416
