"""Conflicts of interest are looked for again whenever something about a team or a judge changes."""

from uuid import UUID

from sqlalchemy import select

from accelerator.applications.facts import ApplicationSubmitted, TeamChanged
from accelerator.applications.models import Application
from accelerator.applications.queries.teams import startups_with
from accelerator.conflicts.services import look_at_person, look_at_startups
from accelerator.startups.models import Startup
from hub.accounts.facts import EmailChanged
from hub.core.database import db
from hub.organisations.facts import MembershipChanged, WebsiteChanged


def team_changed(fact: TeamChanged) -> None:
    """Listens: somebody joined the team of an application, or left it."""
    _look_at_team(fact.application_id)


def handed_in(fact: ApplicationSubmitted) -> None:
    """Listens: what a team says of itself may have changed with it, its web address too."""
    _look_at_team(fact.application_id)


def membership_changed(fact: MembershipChanged) -> None:
    """Listens: somebody joined an organisation or left it."""
    _look_at_everything_of(fact.person_id)


def address_changed(fact: EmailChanged) -> None:
    """Listens: somebody has another e-mail address."""
    _look_at_everything_of(fact.person_id)


def website_changed(fact: WebsiteChanged) -> None:
    """Listens: a startup is at the web address of somebody's employer, perhaps."""
    theirs = select(Startup.id).where(Startup.organisation_id == fact.organisation_id)
    look_at_startups(set(db.session.scalars(theirs)))


def _look_at_team(application_id: UUID) -> None:
    look_at_startups({db.session.get_one(Application, application_id).startup_id})


def _look_at_everything_of(person_id: UUID) -> None:
    """As a judge of others, and as one of a team that is judged."""
    look_at_person(person_id)
    look_at_startups(startups_with(person_id))
