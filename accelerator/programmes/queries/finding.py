"""Programmes and cohorts: one, all, and those that somebody looks after."""

from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import selectinload

from accelerator.programmes.models import Cohort, Phase, Programme
from accelerator.programmes.permissions import (
    can_manage,
    can_see,
    can_see_programme,
    managed_programmes,
)
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of


def get_programme(programme_id: UUID) -> Programme:
    """Raises: NotFound."""
    found = db.session.get(Programme, programme_id)
    if found is None:
        raise _no_programme()
    return found


def managed_programme(programme_id: UUID, *, by: User) -> Programme:
    """One that somebody looks after. Raises: NotFound, also for others' programmes."""
    found = get_programme(programme_id)
    if not can_manage(by, found.id):
        raise _no_programme()
    return found


def programme_called(slug: str, *, seen_by: User | None) -> Programme:
    """Raises: NotFound, also for one that the person may not see yet."""
    query = select(Programme).where(Programme.slug == slug)
    found = db.session.scalars(query).one_or_none()
    if found is None or not can_see_programme(seen_by, found):
        raise _no_programme()
    return found


def get_cohort(cohort_id: UUID) -> Cohort:
    """Raises: NotFound."""
    found = db.session.get(Cohort, cohort_id)
    if found is None:
        raise _no_cohort()
    return found


def managed_cohort(cohort_id: UUID, *, by: User) -> Cohort:
    """One whose programme somebody looks after. Raises: NotFound, also for others' cohorts."""
    found = get_cohort(cohort_id)
    if not can_manage(by, found.programme_id):
        raise _no_cohort()
    return found


def cohort_shown_to(cohort_id: UUID, person: User | None) -> Cohort:
    """Raises: NotFound, also for one that the person may not see yet."""
    found = get_cohort(cohort_id)
    if not can_see(person, found):
        raise _no_cohort()
    return found


def cohort_called(slug: str, *, seen_by: User | None) -> Cohort:
    """Raises: NotFound, also for one that the person may not see yet."""
    found = db.session.scalars(select(Cohort).where(Cohort.slug == slug)).one_or_none()
    if found is None or not can_see(seen_by, found):
        raise NotFound(_("There is no such call."))
    return found


def managed(person: User) -> list[Programme]:
    """The programmes that somebody looks after with their cohorts, by name; archived ones last."""
    query = select(Programme).options(selectinload(Programme.cohorts))
    own = managed_programmes(person)
    if own is not None:
        query = query.where(Programme.id.in_(own))
    found = db.session.scalars(query).unique()
    return sorted(found, key=lambda each: (each.archived_at is not None, in_words(each.name)))


def programmes(
    seen_by: User | None, *, cursor: str | None = None, limit: int = 20
) -> Page[Programme]:
    """Those that everybody sees, and those that the person looks after; by slug."""
    query = select(Programme)
    own = managed_programmes(seen_by) if seen_by else set()
    if own is not None:
        shown = Programme.published_at.is_not(None) & Programme.archived_at.is_(None)
        query = query.where(or_(shown, Programme.id.in_(own)))
    return page_of(query, by=[Programme.slug, Programme.id], cursor=cursor, limit=limit)


def cohorts(
    seen_by: User | None,
    *,
    programme_id: UUID | None = None,
    cursor: str | None = None,
    limit: int = 20,
) -> Page[Cohort]:
    """Those that everybody sees, and drafts of programmes that the person looks after; the latest
    deadline first."""
    query = _seen_by(select(Cohort), seen_by)
    if programme_id is not None:
        query = query.where(Cohort.programme_id == programme_id)
    by = [Cohort.closes_at, Cohort.id]
    return page_of(query, by=by, cursor=cursor, limit=limit, descending=True)


def _seen_by(query: Select[Cohort], person: User | None) -> Select[Cohort]:
    own = managed_programmes(person) if person else set()
    if own is None:
        return query
    published = select(Programme.id).where(Programme.published_at.is_not(None))
    shown = (Cohort.phase != Phase.DRAFT) & Cohort.programme_id.in_(published)
    return query.where(or_(shown, Cohort.programme_id.in_(own)))


def programme_names(ids: set[UUID] | None) -> dict[UUID, str]:
    """None: of all."""
    query = select(Programme.id, Programme.name)
    if ids is not None:
        query = query.where(Programme.id.in_(ids))
    return {row.id: in_words(row.name) for row in db.session.execute(query)}


def programmes_to_offer(_person_id: UUID | None) -> list[tuple[UUID, str]]:
    """What a role can be given in; who may give it is asked elsewhere."""
    query = select(Programme.id, Programme.name).where(Programme.archived_at.is_(None))
    named = ((row.id, in_words(row.name)) for row in db.session.execute(query))
    return sorted(named, key=lambda pair: pair[1])


def programme_id_called(slug: str) -> UUID | None:
    return db.session.scalar(select(Programme.id).where(Programme.slug == slug))


def _no_programme() -> NotFound:
    return NotFound(_("There is no such programme."))


def _no_cohort() -> NotFound:
    return NotFound(_("There is no such cohort."))
