"""Questions about startups."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from accelerator.startups.models import ProfileVersion, Startup
from accelerator.startups.permissions import LEADS, can_change
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of
from hub.organisations.models import Membership, Organisation, OrganisationKind

#: What of a profile is compared and carried into an application, in the order it is shown.
PROFILE = (
    "name", "pitch", "website", "city", "country", "stage", "sector", "dimension",
    "founded_on", "people", "full_time", "phone", "video_url",
)  # fmt: skip
_OF_THE_ORGANISATION = frozenset({"name", "website", "city"})


def startup_kept_by(startup_id: UUID, person: User) -> Startup:
    """One whose profile somebody may change. Raises: NotFound, also for others' startups."""
    startup = db.session.get(Startup, startup_id)
    if startup is None or not can_change(person, startup):
        raise NotFound(_("There is no such startup, or it is not yours."))
    return startup


def profiles_led_by(person: User, *, cursor: str | None = None, limit: int = 20) -> Page[Startup]:
    """The startups that somebody leads and that have a profile, the oldest first."""
    query = (
        select(Startup)
        .join(Organisation, Organisation.id == Startup.organisation_id)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(
            Membership.user_id == person.id,
            Membership.left_at.is_(None),
            Membership.role.in_(LEADS),
            Organisation.archived_at.is_(None),
        )
    )
    return page_of(query, by=[Startup.made_at, Startup.id], cursor=cursor, limit=limit)


def startups_led_by(person: User) -> list[Organisation]:
    """The startups, as organisations, for which somebody may apply, by name. Not all of them have a
    profile yet."""
    query = (
        select(Organisation)
        .join(Membership)
        .where(
            Membership.user_id == person.id,
            Membership.left_at.is_(None),
            Membership.role.in_(LEADS),
            Organisation.kind == OrganisationKind.STARTUP,
            Organisation.archived_at.is_(None),
        )
        .order_by(Organisation.name)
    )
    return list(db.session.scalars(query))


def profile_of(startup: Startup) -> dict[str, Any]:
    """The profile as plain values: terms by value, days as ISO text."""
    found = {
        part: getattr(startup.organisation if part in _OF_THE_ORGANISATION else startup, part)
        for part in PROFILE
    }
    return {
        part: value.isoformat() if hasattr(value, "isoformat") else value
        for part, value in found.items()
    }


def last_kept(startup: Startup, *, besides: UUID | None = None) -> ProfileVersion | None:
    """The profile as it last went into an application, leaving out the one that is looked at."""
    query = (
        select(ProfileVersion)
        .where(ProfileVersion.startup_id == startup.id)
        .order_by(ProfileVersion.kept_at.desc())
        .limit(1)
    )
    if besides is not None:
        query = query.where(ProfileVersion.occasion_id != besides)
    return db.session.scalar(query)


def changed_since(startup: Startup, kept: ProfileVersion) -> list[tuple[str, Any, Any]]:
    """(part, then, now) of all that is different, in the order of `PROFILE`."""
    current = profile_of(startup)
    return [
        (part, kept.profile.get(part), current[part])
        for part in PROFILE
        if kept.profile.get(part) != current[part]
    ]
