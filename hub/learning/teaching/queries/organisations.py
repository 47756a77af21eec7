"""What the people of an organisation learn. By the organisation for which they learnt then, so that
what somebody completed stays with it when they move on, and with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select

from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of
from hub.learning.certificates.models import Completion
from hub.learning.classes.models import ClassRun
from hub.learning.courses.models import Course
from hub.learning.enrolments.models import Enrolment
from hub.learning.enrolments.rules.standing import Standing
from hub.learning.study.queries import study_of_many
from hub.learning.teaching.permissions import Seen, seen_of
from hub.organisations.models import Organisation


@dataclass(frozen=True)
class Learning:
    """Somebody in a class. `progress` in percent, None for who has no place."""

    enrolment: Enrolment
    standing: Standing
    progress: int | None
    completed_at: datetime | None


@dataclass(frozen=True)
class Totals:
    """People who learn or have learnt, those who have completed anything, and since when the
    organisation counts as trained: the first completion of a course that trains organisations."""

    people: int
    completed: int
    trained_since: datetime | None


def seen_by(person: User, organisation: Organisation) -> Seen:
    """Raises: NotAllowed, for who has no part in it."""
    seen = seen_of(person, organisation)
    if seen is None:
        raise NotAllowed(_("Only the organisation's own people see what they learn."))
    return seen


def learning_of(
    organisation: Organisation, *, person: User, cursor: str | None = None, limit: int = 30
) -> Page[Enrolment]:
    """The newest first, as far as `person` may see it. Raises: NotAllowed."""
    query = _seen(_of(organisation), seen_by(person, organisation), person=person)
    return page_of(query, by=[Enrolment.id], cursor=cursor, limit=limit, descending=True)


def shown(enrolments: Sequence[Enrolment]) -> list[Learning]:
    """Each with how far it is, in a fixed number of statements."""
    standings = {each.id: each.state for each in enrolments}
    inside = [each for each in enrolments if standings[each.id] is Standing.CONFIRMED]
    studied, done = study_of_many(inside), _completed([each.id for each in enrolments])
    return [
        Learning(
            each,
            standings[each.id],
            studied[each.id].progress if each.id in studied else None,
            done.get(each.id),
        )
        for each in enrolments
    ]


def every_row(organisation: Organisation, *, person: User) -> Iterator[Learning]:
    """All of it, a page at a time. Raises: NotAllowed."""
    cursor: str | None = None
    while True:
        page = learning_of(organisation, person=person, cursor=cursor, limit=100)
        yield from shown(page.items)
        if page.next is None:
            return
        cursor = page.next


def totals_of(organisation: Organisation, *, person: User) -> Totals:
    """People are counted of what `person` sees; whether it is trained every member may know."""
    seen = seen_by(person, organisation)
    everybody = _seen(_of(organisation), seen, person=person)
    people = everybody.with_only_columns(func.count(Enrolment.user_id.distinct()))
    done = people.join(Completion, Completion.enrolment_id == Enrolment.id)
    return Totals(
        db.session.scalar(people) or 0, db.session.scalar(done) or 0, trained_since(organisation)
    )


def trained_since(organisation: Organisation) -> datetime | None:
    """As `certificates.queries.trained` says of all organisations."""
    query = (
        select(func.min(Completion.completed_at))
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .join(ClassRun, ClassRun.id == Enrolment.run_id)
        .join(Course, Course.id == ClassRun.course_id)
        .where(Enrolment.organisation_id == organisation.id, Course.trains_organisations)
    )
    return db.session.scalar(query)


def _of(organisation: Organisation) -> Select[Enrolment]:
    return (
        select(Enrolment)
        .join(ClassRun, ClassRun.id == Enrolment.run_id)
        .join(Course, Course.id == ClassRun.course_id)
        .where(Enrolment.organisation_id == organisation.id)
    )


def _seen(query: Select[Enrolment], seen: Seen, *, person: User) -> Select[Enrolment]:
    if seen.own_only:
        query = query.where(Enrolment.user_id == person.id)
    if seen.programmes is not None:
        query = query.where(Course.programme_id.in_(seen.programmes))
    return query


def _completed(ids: Sequence[UUID]) -> dict[UUID, datetime]:
    query = select(Completion.enrolment_id, Completion.completed_at).where(
        Completion.enrolment_id.in_(ids)
    )
    return {row.enrolment_id: row.completed_at for row in db.session.execute(query)}
