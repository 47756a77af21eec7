"""The one place that answers "what may this person see of that application".

Pages, lists, search, API, files and exports all pass through `sight` (one) or `seen_by_staff`
(many). Whoever has a conflict sees nothing, also as staff. Reviews lie on a higher floor, so they
register how they let readers in.
"""

from collections.abc import Callable
from enum import IntEnum
from typing import TypeVarTuple

from sqlalchemy import Select, select

from accelerator.applications.models import Application, ApplicationMember, TeamRole
from accelerator.conflicts.queries import conflicted_startups, is_conflicted
from accelerator.programmes.models import Cohort
from accelerator.programmes.permissions import can_manage, managed_programmes
from hub.accounts.models import User
from hub.core.database import db

Ts = TypeVarTuple("Ts")


class Sight(IntEnum):
    """More includes less."""

    NONE = 0
    #: What a blind round shows: answers that name nobody, files without name and metadata.
    BLIND = 1
    #: What reviewers see when names are not hidden.
    READER = 2
    #: The staff of the programme: everything but the team's own comments.
    STAFF = 3
    #: The team itself.
    TEAM = 4


#: What a capability above lets a person see, of those who are neither team nor staff.
Reading = Callable[[User, Application], Sight]
_readings: list[Reading] = []


def let_read(reading: Reading) -> None:
    if reading not in _readings:
        _readings.append(reading)


def sight(person: User | None, application: Application) -> Sight:
    """What somebody may see of an application, everywhere."""
    if person is None or not person.is_active:
        return Sight.NONE
    if role_in(person, application) is not None:
        return Sight.TEAM
    if is_conflicted(person, application.startup_id):
        return Sight.NONE
    if can_manage(person, application.cohort.programme_id):
        return Sight.STAFF
    return max((reading(person, application) for reading in _readings), default=Sight.NONE)


def role_in(person: User | None, application: Application) -> TeamRole | None:
    """What somebody is in the team of an application now."""
    if person is None:
        return None
    query = select(ApplicationMember.role).where(
        ApplicationMember.application_id == application.id,
        ApplicationMember.user_id == person.id,
        ApplicationMember.left_at.is_(None),
    )
    return db.session.scalar(query)


def can_edit(person: User | None, application: Application) -> bool:
    return role_in(person, application) in (TeamRole.OWNER, TeamRole.EDIT)


def can_comment(person: User | None, application: Application) -> bool:
    return role_in(person, application) in (TeamRole.OWNER, TeamRole.EDIT, TeamRole.COMMENT)


def can_lead(person: User | None, application: Application) -> bool:
    """Hand in, withdraw, invite."""
    return role_in(person, application) is TeamRole.OWNER


def can_staff(person: User | None, application: Application) -> bool:
    """Screen, ask, extend: staff of the programme without a conflict."""
    return sight(person, application) is Sight.STAFF


def seen_by_staff(query: Select[*Ts], person: User) -> Select[*Ts]:
    """A query over `Application` (joined with nothing else), narrowed to what a member of staff may
    see: their programmes, without what they have a conflict with or applied with themselves."""
    own = select(ApplicationMember.application_id).where(ApplicationMember.user_id == person.id)
    query = query.where(
        Application.startup_id.not_in(conflicted_startups(person.id)),
        Application.id.not_in(own),
    )
    programmes = managed_programmes(person)
    if programmes is None:
        return query
    cohorts = select(Cohort.id).where(Cohort.programme_id.in_(programmes))
    return query.where(Application.cohort_id.in_(cohorts))
