"""A panel in one round, for the stories of reviewers and of those who rank."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from accelerator.applications.models import Application, ApplicationState, Revision
from accelerator.programmes.models import Cohort
from accelerator.reviews.models import (
    Assignment,
    AssignmentState,
    Review,
    Reviewer,
    ReviewState,
    Round,
)
from hub.accounts.models import User
from hub.core.database import db, transaction
from tests.factories import MONDAY, a_person, at_once, kept
from tests.factories.programme import (
    GOOD_ANSWERS,
    a_cohort,
    a_read,
    a_reviewer,
    a_round,
    a_startup,
    an_application,
)

#: What a blind reader must never meet, whatever they open.
FOUNDER, ADDRESS, COMPANY = "Dewi Lestari", "dewi@banyu.example", "Banyu Kota"


@dataclass
class Panel:
    """One round, two applications, two readers who read both."""

    cohort: Cohort
    round: Round
    applications: list[Application] = field(default_factory=list)
    readers: list[Reviewer] = field(default_factory=list)

    def read(self, application: int = 0, reader: int = 0, **named: Any) -> Assignment:
        """The read of this reader, made when there is none yet."""
        query = select(Assignment).where(
            Assignment.round_id == self.round.id,
            Assignment.application_id == self.applications[application].id,
            Assignment.reviewer_id == self.readers[reader].id,
        )
        found = db.session.scalar(query)
        if found is not None:
            return found
        return a_read(
            self.round,
            self.applications[application],
            self.readers[reader],
            position=application,
            **named,
        )


@at_once()
def a_panel(
    *, applications: int = 2, readers: int = 2, definition: Any = None, **named: Any
) -> Panel:
    """Every reader is to read every application. The first application is Dewi's, of Banyu Kota;
    the second answer gives both away."""
    more = {"form_version": definition} if definition else {}
    cohort = a_cohort(**more)
    panel = Panel(cohort, a_round(cohort, **named))
    panel.readers = [a_reviewer() for _n in range(readers)]
    for number in range(applications):
        panel.applications.append(_dewis(cohort) if number == 0 else _another(cohort, number))
    for application in range(applications):
        for reader in range(readers):
            panel.read(application, reader)
    return panel


def _dewis(cohort: Cohort) -> Application:
    taken = db.session.query(User).filter(User.name == FOUNDER).count()
    owner = a_person(name=FOUNDER, email=f"{taken}{ADDRESS}" if taken else ADDRESS)
    answers = GOOD_ANSWERS | {
        "problem": f"We at {COMPANY} know leaks. Ask {FOUNDER} at {ADDRESS}, or Dewi herself.",
        "company": COMPANY,
    }
    return an_application(
        cohort,
        owner,
        startup=a_startup(owner, name=f"{COMPANY} {taken}" if taken else COMPANY),
        state=ApplicationState.ELIGIBLE,
        answers=answers,
    )


def _another(cohort: Cohort, number: int) -> Application:
    answers = GOOD_ANSWERS | {"headline": f"Idea number {number}", "company": f"Company {number}"}
    return an_application(cohort, state=ApplicationState.ELIGIBLE, answers=answers)


def handed_in(read: Assignment, scores: Mapping[str, int], **named: Any) -> Review:
    """Marks that are in, without the service between."""
    revision = db.session.scalars(
        select(Revision)
        .where(Revision.application_id == read.application_id)
        .order_by(Revision.number.desc())
        .limit(1)
    ).one()
    defaults: dict[str, Any] = {
        "state": ReviewState.SUBMITTED,
        "submitted_at": MONDAY,
        "times_submitted": 1,
        "scores": dict(scores),
    }
    review = kept(Review(assignment_id=read.id, revision_id=revision.id, **(defaults | named)))
    with transaction():
        read.state = AssignmentState.SUBMITTED
        db.session.flush()
    return review
