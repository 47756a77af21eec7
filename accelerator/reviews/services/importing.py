"""Reviewers from a table: known ones are changed, unknown ones invited."""

from dataclasses import dataclass, field, replace

from sqlalchemy import select

from accelerator.programmes.models import Programme
from accelerator.programmes.permissions import can_manage
from accelerator.reviews.models import Reviewer
from accelerator.reviews.rules.sheets import Row
from accelerator.reviews.services.reviewers import (
    Profile,
    ToInvite,
    change_reviewer,
    checked,
    invite_reviewer,
)
from hub.accounts.models import User
from hub.accounts.rules.addresses import clean_email
from hub.core.database import db
from hub.core.errors import Conflict, HubError, Invalid, NotAllowed
from hub.core.i18n import gettext as _


@dataclass
class Imported:
    """How many; and by line what was left out, with the reason."""

    changed: int = 0
    invited: int = 0
    left_out: list[tuple[int, str]] = field(default_factory=list)


def import_reviewers(rows: list[Row], *, programme: Programme, by: User) -> Imported:
    """Each row stands for itself: one that cannot be used is left out and named.

    Raises: NotAllowed.
    """
    if not can_manage(by, programme.id):
        raise NotAllowed(_("You can only invite reviewers to your own programmes."))
    done = Imported()
    for row in rows:
        try:
            _import_one(row, done, programme=programme, by=by)
        except (Invalid, Conflict) as refusal:
            done.left_out.append((row.line, _reason(refusal)))
        except HubError as refusal:  # a day's worth is sent: the rest would be refused as well
            done.left_out.append((row.line, str(refusal)))
            break
    return done


def _import_one(row: Row, done: Imported, *, programme: Programme, by: User) -> None:
    if row.capacity is None:
        raise Invalid(_("The capacity is no number."))
    profile = Profile(
        expertise=row.expertise,
        sectors=row.sectors,
        languages=row.languages,
        capacity=row.capacity,
        aliases=row.aliases,
    )
    known = db.session.scalar(
        select(Reviewer).join(Reviewer.user).where(User.email == (clean_email(row.email) or ""))
    )
    if known is None:
        checked(profile)
        invite_reviewer(ToInvite(row.email), profile, programme=programme, by=by)
        done.invited += 1
        return
    change_reviewer(known, replace(profile, organisation_id=known.organisation_id), by=by)
    done.changed += 1


def _reason(refusal: HubError) -> str:
    fields = getattr(refusal, "errors", {})
    return next((reasons[0] for reasons in fields.values() if reasons), str(refusal))
