"""A cohort with startups that differ, mentors of two houses, and its manager."""

from dataclasses import dataclass, field

from sqlalchemy import select

from accelerator.matching.models import Matching
from accelerator.matching.services.proposing import Asked, keep, propose
from accelerator.matching.services.reckoning import reckoned
from accelerator.mentors.models import Mentor, MentorPlaces, Preference, Side
from accelerator.programmes.models import Cohort
from accelerator.startups.models import Startup
from hub.accounts.models import User
from hub.core.database import db, transaction
from hub.organisations.models import Organisation
from tests.factories import a_person, kept
from tests.factories.mentoring import (
    a_mentor,
    a_mentoring,
    a_participation,
    a_support_organisation,
    a_week,
    a_wish,
    places_of,
)
from tests.factories.programme import a_cohort, a_programme_manager, a_startup

NEEDS = (["pricing", "grants"], ["open-data", "pricing"], ["grants"], ["iot", "hiring"])
KNOWS = (["pricing"], ["open-data", "maps"], ["grants", "investors"], ["iot"], ["hiring"])


@dataclass
class Scene:
    cohort: Cohort
    manager: User
    houses: list[Organisation]
    founders: list[User] = field(default_factory=list)
    startups: list[Startup] = field(default_factory=list)
    places: list[MentorPlaces] = field(default_factory=list)

    @property
    def mentors(self) -> list[Mentor]:
        return [each.mentor for each in self.places]

    def pair(self, startup: int, mentor: int) -> tuple[str, str]:
        return str(self.startups[startup].id), str(self.mentors[mentor].id)

    def proposal(self, asked: Asked | None = None, *, by: User | None = None) -> Matching:
        with transaction():
            made = propose(self.cohort, asked or Asked(), by=by or self.manager)
        outcome = reckoned(made.problem, made.mode, settings=made.settings)
        with transaction():
            keep(made, outcome)
        return made

    def newest(self) -> Matching:
        query = select(Matching).where(Matching.cohort_id == self.cohort.id)
        return db.session.scalars(query.order_by(Matching.number.desc())).first()  # type: ignore[return-value]

    def rank(self, side: Side, startup: int, mentor: int, rank: int | None) -> None:
        """A private word; without a rank it is a veto."""
        kept(
            Preference(
                cohort_id=self.cohort.id,
                side=side,
                startup_id=self.startups[startup].id,
                mentor_id=self.mentors[mentor].id,
                rank=rank,
                is_veto=rank is None,
                note="A very private note",
                set_by_id=self.manager.id,
            )
        )


def a_scene(startups: int = 4, mentors: int = 5, *, places: int = 2, **terms: object) -> Scene:
    """Each startup wants one or two mentors; the first four mentors are of two houses."""
    cohort = a_cohort()
    a_mentoring(cohort, **{"least": 1, "most": 2} | terms)
    houses = [a_support_organisation() for _n in range(2)]
    scene = Scene(cohort, a_programme_manager(cohort.programme), houses)
    for n in range(startups):
        founder = a_person(name=f"Founder {n}")
        startup = a_participation(cohort, a_startup(founder)).startup
        needs = [{"topic": topic, "sentence": ""} for topic in NEEDS[n % len(NEEDS)]]
        a_wish(cohort, startup, needs=needs)
        a_week(startup=startup)
        scene.founders.append(founder)
        scene.startups.append(startup)
    for n in range(mentors):
        mentor = a_mentor(a_person(name=f"Mentor {n}"), topics=KNOWS[n % len(KNOWS)])
        a_week(mentor=mentor)
        home = {"organisation": houses[n % 2]} if n % 5 != 4 else {}
        scene.places.append(places_of(cohort, mentor, places=places, **home))
    return scene
