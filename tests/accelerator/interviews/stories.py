"""What many stories about an interview day begin with."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from accelerator.applications.models import Application, ApplicationState
from accelerator.interviews.models import InterviewDay, Invited, Meeting, Panel
from accelerator.interviews.services import days, inviting, publishing
from accelerator.interviews.services.days import DayDraft, PanelDraft
from accelerator.programmes.models import Cohort, Phase
from accelerator.reviews.models import Assignment, Reviewer, Round, RoundKind
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.database import db, transaction
from hub.core.walltime import to_instant
from hub.outbox.models import Message
from tests.accelerator.selection.stories import owner_of
from tests.factories import a_space, at_once
from tests.factories.programme import (
    a_cohort,
    a_programme,
    a_programme_manager,
    a_reviewer,
    a_round,
    an_application,
)

#: The Thursday after the tests' Monday.
THURSDAY = date(2026, 11, 26)
ZONE = "Asia/Jakarta"
DAY = DayDraft(
    name={"en": "Jury day", "id": "Hari juri", "de": "Jurytag"}, held_on=THURSDAY, zone=ZONE
)
LINK = "https://meet.example/panel"


def at(wall: str) -> datetime:
    return to_instant(datetime.fromisoformat(f"{THURSDAY}T{wall}"), ZONE)


@dataclass
class Scene:
    """A cohort, its manager, a round to mark by, eligible applications, and a day."""

    cohort: Cohort
    manager: User
    round: Round
    applications: list[Application]
    day: InterviewDay
    jurors: list[Reviewer] = field(default_factory=list)
    room: Space | None = None

    def panel(self, **named: Any) -> Panel:
        """From nine to eleven, four meetings, in the room and online."""
        defaults: dict[str, Any] = {
            "name": "Panel A",
            "starts_local": "09:00",
            "ends_local": "11:00",
            "space_id": self.room.id if self.room else None,
            "online_url": LINK,
            "reviewer_ids": tuple(each.id for each in self.jurors),
        }
        with transaction():
            return days.add_panel(self.day, PanelDraft(**(defaults | named)), by=self.manager)

    def invite(self, *numbers: int) -> list[Invited]:
        chosen = numbers or range(len(self.applications))
        with transaction():
            ids = [self.applications[n].id for n in chosen]
            return inviting.invite(self.day, ids, by=self.manager)

    def planned(self) -> None:
        with transaction():
            plan = publishing.propose(self.day, by=self.manager)
        with transaction():
            publishing.take_over(plan, by=self.manager)

    def publish(self) -> None:
        with transaction():
            publishing.publish(self.day, by=self.manager)

    def choose(self) -> None:
        with transaction():
            publishing.open_choosing(self.day, by=self.manager)

    def invited(self, n: int) -> Invited:
        return db.session.query(Invited).filter_by(application_id=self.applications[n].id).one()

    def meeting(self, n: int) -> Meeting | None:
        db.session.expire_all()
        return self.invited(n).meeting

    def owner(self, n: int) -> User:
        return owner_of(self.applications[n])

    def reads(self) -> set[tuple[str, str]]:
        db.session.expire_all()
        return {
            (each.application.reference, each.state.value)
            for each in db.session.query(Assignment).filter_by(round_id=self.round.id)
        }


def a_scene(teams: int = 3, *, jurors: int = 2, **named: Any) -> Scene:
    with at_once():
        programme = a_programme()
        cohort = a_cohort(programme=programme, phase=Phase.SELECTION)
        manager = a_programme_manager(programme)
        round_ = a_round(cohort, kind=RoundKind.INTERVIEW, blind=False)
        applications = [
            an_application(cohort, state=ApplicationState.ELIGIBLE) for _ in range(teams)
        ]
    with transaction():
        draft = replace(DAY, **({"round_id": round_.id} | named))
        day = days.make_day(cohort, draft, by=manager)
    return Scene(
        cohort,
        manager,
        round_,
        applications,
        day,
        [a_reviewer() for _ in range(jurors)],
        a_space(),
    )


def letters_to(person: User) -> list[str]:
    """The templates of what somebody is written about interviews, oldest first."""
    db.session.expire_all()
    rows = db.session.query(Message).filter_by(to_email=person.email).order_by(Message.id)
    return [r.template.removeprefix("interviews/") for r in rows if r.template.startswith("interv")]


def newest_letter(person: User) -> Message:
    rows = db.session.query(Message).filter_by(to_email=person.email).order_by(Message.id.desc())
    found = rows.first()
    assert found is not None
    return found
