"""Who has been shown how a space is used."""

from datetime import date

from sqlalchemy import or_, select

from booking.spaces.models import Induction, Space
from booking.spaces.permissions import can_manage_spaces
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.walltime import to_wall
from hub.history.services import record


def give_induction(
    space: Space, person: User, *, valid_until: date | None = None, by: User | None
) -> Induction:
    """Note that somebody was shown how the space is used. Whose introduction still counts, has it
    renewed. `by=None` is the house.

    Args:
        valid_until: the last day on which it counts; without it, for good.

    Raises:
        NotAllowed: not by the managers of its site.
        Invalid: the account is closed, or the day has passed.
    """
    _check(by, space)
    today = to_wall(now(), space.site.zone).date()
    _can_be_given(person, valid_until, today=today)
    lock(space)
    induction = _living(space, person, today=today)
    told = {"person": person.id, "member": person.name, "valid_until": valid_until}
    if induction is not None:
        before = {"valid_until": induction.valid_until}
        if induction.valid_until != valid_until:
            induction.valid_until = valid_until
            db.session.flush()
            record("space.induction-renewed", space, before=before, after=told)
        return induction
    induction = Induction(
        space_id=space.id,
        user_id=person.id,
        given_by_id=by.id if by else None,
        valid_until=valid_until,
    )
    db.session.add(induction)
    db.session.flush()
    record("space.induction-given", space, after=told)
    return induction


def take_back_induction(induction: Induction, *, by: User, reason: str = "") -> None:
    """From now on the person cannot book the space; what they have booked stands.

    Raises: NotAllowed; Conflict when it was taken back before.
    """
    space = db.session.get_one(Space, induction.space_id)
    _check(by, space)
    lock(induction)
    if induction.revoked_at is not None:
        raise Conflict(_("This was taken back before."))
    induction.revoked_at = now()
    db.session.flush()
    person = db.session.get_one(User, induction.user_id)
    told = {"person": person.id, "member": person.name}
    record("space.induction-taken-back", space, before=told, reason=reason.strip())


def _check(by: User | None, space: Space) -> None:
    if by is not None and not can_manage_spaces(by, space.site):
        raise NotAllowed(_("Only the managers of this site say who has been introduced."))


def _can_be_given(person: User, valid_until: date | None, *, today: date) -> None:
    if not person.is_active:
        sentence = _("This account is closed.")
        raise Invalid(sentence, errors={"email": [sentence]})
    if valid_until is not None and valid_until < today:
        sentence = _("This day has passed.")
        raise Invalid(sentence, errors={"valid_until": [sentence]})


def _living(space: Space, person: User, *, today: date) -> Induction | None:
    query = select(Induction).where(
        Induction.space_id == space.id,
        Induction.user_id == person.id,
        Induction.revoked_at.is_(None),
        or_(Induction.valid_until.is_(None), Induction.valid_until >= today),
    )
    return db.session.scalars(query).first()
