"""Which organisations were trained: a member completed a course that trains organisations. By the
organisation for which they learnt then, wherever they have gone since."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from accelerator.vocabulary.words import Words
from hub.accounts.models import User
from hub.core.database import db
from hub.learning.certificates.models import Completion
from hub.learning.certificates.permissions import programmes_of
from hub.learning.classes.models import ClassRun
from hub.learning.courses.models import Course
from hub.learning.enrolments.models import Enrolment
from hub.organisations.models import Organisation, OrganisationKind


@dataclass(frozen=True)
class Training:
    """One completion for an organisation."""

    person: str
    course: Words
    run_slug: str
    at: datetime


@dataclass
class Trained:
    organisation: Organisation
    trainings: list[Training] = field(default_factory=list)

    @property
    def since(self) -> datetime:
        return self.trainings[0].at


def trained_organisations(by: User, kind: OrganisationKind | None = None) -> list[Trained]:
    """By name; of the courses that `by` keeps."""
    found: dict[object, Trained] = {}
    for organisation, training in _trainings(by, kind):
        found.setdefault(organisation.id, Trained(organisation)).trainings.append(training)
    return sorted(found.values(), key=lambda row: row.organisation.name.casefold())


def _trainings(by: User, kind: OrganisationKind | None) -> Iterator[tuple[Organisation, Training]]:
    query = (
        select(Organisation, User.name, Course.title, ClassRun.slug, Completion.completed_at)
        .select_from(Completion)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .join(Organisation, Organisation.id == Enrolment.organisation_id)
        .join(User, User.id == Enrolment.user_id)
        .join(ClassRun, ClassRun.id == Enrolment.run_id)
        .join(Course, Course.id == ClassRun.course_id)
        .where(Course.trains_organisations)
        .order_by(Completion.completed_at, Completion.id)
    )
    programmes = programmes_of(by)
    if programmes is not None:
        query = query.where(Course.programme_id.in_(programmes))
    if kind is not None:
        query = query.where(Organisation.kind == kind)
    for organisation, name, title, slug, at in db.session.execute(query):
        yield organisation, Training(name, title, slug, at)
