"""A mentor as somebody may see them: one way for pages, lists, the preview and the API."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from accelerator.mentors.models import Mentor, Sight
from accelerator.mentors.permissions import can_manage_mentors, is_in_network
from accelerator.mentors.queries.own import is_paused
from accelerator.mentors.rules.sight import is_shown
from hub.accounts.models import User
from hub.core.database import db
from hub.organisations.models import Membership, Organisation, OrganisationKind


@dataclass(frozen=True)
class ShownMentor:
    """What is hidden is None. The name and what they know is never hidden; addresses, aliases and
    the link for video are never shown."""

    id: UUID
    name: str
    initials: str
    headline: str
    topics: list[str]
    sectors: list[str]
    stages: list[str]
    dimensions: list[str]
    is_paused: bool
    about: str | None
    organisations: list[Organisation] | None
    photo_id: UUID | None
    languages: list[str] | None
    ways: list[str] | None
    links: list[dict[str, str]] | None
    #: Whether the reader may open the record of what they have given.
    thanks: bool


def shown_as(mentor: Mentor, circle: Sight, *, organisations: list[Organisation]) -> ShownMentor:
    def seen(field: str) -> bool:
        return is_shown(field, mentor.shown, to=circle)

    return ShownMentor(
        id=mentor.id,
        name=mentor.user.name,
        initials=mentor.user.initials,
        headline=mentor.headline,
        topics=mentor.topics,
        sectors=mentor.sectors,
        stages=mentor.stages,
        dimensions=mentor.dimensions,
        is_paused=is_paused(mentor),
        about=mentor.about if seen("about") else None,
        organisations=organisations if seen("organisations") else None,
        photo_id=mentor.user.photo_id if seen("photo") else None,
        languages=mentor.languages if seen("languages") else None,
        ways=mentor.ways if seen("ways") else None,
        links=mentor.links if seen("links") else None,
        thanks=seen("thanks"),
    )


def all_shown(mentors: Iterable[Mentor], circle: Sight) -> list[ShownMentor]:
    """In their order; two questions, whatever their number."""
    found = list(mentors)
    organisations = support_organisations(mentor.user_id for mentor in found)
    return [
        shown_as(mentor, circle, organisations=organisations.get(mentor.user_id, []))
        for mentor in found
    ]


def list_circle(person: User | None) -> Sight:
    """What a reader sees of everybody in a list; of their own mentors a coordinator sees more on
    the mentor's page."""
    if can_manage_mentors(person):
        return Sight.STAFF
    return Sight.NETWORK if is_in_network(person) else Sight.EVERYBODY


def support_organisations(person_ids: Iterable[UUID]) -> dict[UUID, list[Organisation]]:
    """To which support organisations people belong now, by name."""
    query = (
        select(Membership.user_id, Organisation)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(
            Membership.user_id.in_(set(person_ids)),
            Membership.left_at.is_(None),
            Organisation.kind == OrganisationKind.SUPPORT,
            Organisation.archived_at.is_(None),
        )
        .order_by(Organisation.name)
    )
    found: dict[UUID, list[Organisation]] = {}
    for person_id, organisation in db.session.execute(query):
        found.setdefault(person_id, []).append(organisation)
    return found
