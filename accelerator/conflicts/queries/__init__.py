"""What keeps whom from which startup."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Select, exists, select

from accelerator.conflicts.models import KEEPS_OUT, Conflict
from accelerator.vocabulary.terms import ConflictKind
from hub.accounts.models import User
from hub.core.database import db


def is_conflicted(person: User, startup_id: UUID) -> bool:
    """Whether the person must see nothing of this startup's applications."""
    query = select(
        exists().where(
            Conflict.person_id == person.id,
            Conflict.startup_id == startup_id,
            Conflict.state.in_(KEEPS_OUT),
        )
    )
    return bool(db.session.scalar(query))


def conflicted_startups(person_id: UUID) -> Select[UUID]:
    """The ids, as a query to put into another one: `Application.startup_id.not_in(…)`."""
    return select(Conflict.startup_id).where(
        Conflict.person_id == person_id, Conflict.state.in_(KEEPS_OUT)
    )


def conflicts_between(
    person_ids: set[UUID], startup_ids: set[UUID], *, but: Collection[ConflictKind] = ()
) -> set[tuple[UUID, UUID]]:
    """(person, startup) of all that keep out, for assignments and matchings.

    Args:
        but: kinds that do not matter here: who has mentored a startup may well go on.
    """
    query = select(Conflict.person_id, Conflict.startup_id).where(
        Conflict.state.in_(KEEPS_OUT),
        Conflict.person_id.in_(person_ids),
        Conflict.startup_id.in_(startup_ids),
        Conflict.kind.not_in(but),
    )
    return {(person, startup) for person, startup in db.session.execute(query)}


def conflicts_of(person_id: UUID) -> list[Conflict]:
    query = select(Conflict).where(Conflict.person_id == person_id).order_by(Conflict.noted_at)
    return list(db.session.scalars(query))
