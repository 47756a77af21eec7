"""What many stories about a selection begin with."""

from dataclasses import dataclass
from typing import Any

from accelerator.applications.models import (
    Application,
    ApplicationMember,
    ApplicationState,
    TeamRole,
)
from accelerator.programmes.models import Cohort, Phase
from accelerator.selection import services
from accelerator.selection.models import Decision, Release
from accelerator.selection.queries.offers import Offered, offer_to
from accelerator.selection.queries.releases import mails_of
from accelerator.selection.rules.choices import Decided
from accelerator.selection.services import Edited, Judgement
from hub.accounts.models import User
from hub.core.database import db, transaction
from hub.outbox.models import Message
from tests.factories import a_person, at_once, kept
from tests.factories.programme import a_cohort, a_programme, a_programme_manager, an_application

AGREEMENT = {"en": "We come to every session.", "de": "Wir kommen zu jedem Termin."}
ACCEPT = Judgement(Decided.ACCEPT)
CONDITIONAL = Judgement(Decided.CONDITIONAL, conditions="Found it")
WAIT, REJECT = Judgement(Decided.WAITLIST), Judgement(Decided.REJECT, ("evidence",))
WHY = "The readers ran out of time."


@dataclass
class Scene:
    """A cohort in its selection, two managers of its programme, and its applications."""

    cohort: Cohort
    manager: User
    second: User
    applications: list[Application]

    def decide(self, n: int, judgement: Judgement, **more: Any) -> Decision:
        with transaction():
            return services.decide(self.applications[n], judgement, by=self.manager, **more)

    def prepared(self, *, without: str = WHY) -> Release:
        with transaction():
            release = services.start_release(self.cohort, by=self.manager)
        with transaction():
            return services.prepare(release, by=self.manager, without=without)

    def let_out(self, release: Release) -> Release:
        count = mails_of(release)
        with transaction():
            return services.release(release, by=self.second, mails=count)

    def released(self, *judgements: Judgement) -> Release:
        """The first applications are decided like this, and told."""
        for n, judgement in enumerate(judgements):
            self.decide(n, judgement)
        return self.let_out(self.prepared())

    def owner(self, n: int) -> User:
        return owner_of(self.applications[n])

    def offer(self, n: int) -> Offered:
        db.session.expire_all()
        found = offer_to(self.applications[n])
        assert found is not None
        return found

    def feedback(self, n: int, text: str = "Talk to ten customers.", **more: Any) -> None:
        with transaction():
            services.edit_feedback(self.applications[n], Edited(text, **more), by=self.manager)


@at_once()
def a_scene(number: int = 4, *, seats: int = 2, **named: Any) -> Scene:
    programme = a_programme()
    defaults = {"phase": Phase.SELECTION, "agreement": AGREEMENT, "agreement_version": 2}
    cohort = a_cohort(programme=programme, seats=seats, **(defaults | named))
    return Scene(
        cohort,
        a_programme_manager(programme),
        a_programme_manager(programme),
        [an_application(cohort, state=ApplicationState.ELIGIBLE) for _ in range(number)],
    )


def owner_of(application: Application) -> User:
    query = db.session.query(User).join(ApplicationMember, ApplicationMember.user_id == User.id)
    return query.filter(
        ApplicationMember.application_id == application.id,
        ApplicationMember.role == TeamRole.OWNER,
    ).one()


def a_co_founder(application: Application, role: TeamRole = TeamRole.EDIT, **named: Any) -> User:
    person = a_person(**named)
    kept(ApplicationMember(application_id=application.id, user_id=person.id, role=role))
    return person


def mails_to(person: User) -> list[str]:
    """The templates of what somebody is written, oldest first."""
    db.session.expire_all()
    rows = db.session.query(Message).filter_by(to_email=person.email).order_by(Message.id)
    return [row.template.removeprefix("selection/") for row in rows]


def outcomes(scene: Scene) -> list[str | None]:
    db.session.expire_all()
    return [each.outcome and each.outcome.value for each in scene.applications]
