"""Who is kept from reading what, in a round."""

from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from accelerator.applications.models import Application
from accelerator.reviews.models import ReadingBan, Reviewer, Round
from accelerator.reviews.queries.rounds import seen_in
from hub.accounts.models import User
from hub.core.database import Model, db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class BanShown:
    ban: ReadingBan
    application: Application
    reviewer: Reviewer


def bans_of(
    round_: Round, *, by: User, cursor: str | None = None, limit: int = 20
) -> Page[BanShown]:
    """Of the round's applications that the person may see, the newest first."""
    query = select(ReadingBan).where(ReadingBan.application_id.in_(seen_in(round_, by)))
    order = [ReadingBan.made_at, ReadingBan.id]
    page = page_of(query, by=order, cursor=cursor, limit=limit, descending=True)
    applications = _called(Application, {each.application_id for each in page.items})
    reviewers = _called(Reviewer, {each.reviewer_id for each in page.items})
    shown = [
        BanShown(each, applications[each.application_id], reviewers[each.reviewer_id])
        for each in page.items
    ]
    return Page(shown, page.next, page.previous)


def get_ban(round_: Round, ban_id: UUID, *, by: User) -> ReadingBan:
    """Raises: NotFound, also for what the person must not see."""
    query = select(ReadingBan).where(
        ReadingBan.id == ban_id, ReadingBan.application_id.in_(seen_in(round_, by))
    )
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound(_("There is no such ban."))
    return found


def _called(kind: type[M], ids: set[UUID]) -> dict[UUID, M]:
    found = db.session.scalars(select(kind).where(kind.id.in_(ids))).unique()
    return {each.id: each for each in found}
