"""Further equipment with its names. It is the whole hub's, so that a word means one thing."""

import re

from booking.spaces.managing import equipment_called
from booking.spaces.models import Equipment
from booking.spaces.names import EQUIPMENT_NAMES, forget_names
from booking.spaces.permissions import can_manage_equipment
from booking.spaces.services.making import slug_of
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import LANGUAGES
from hub.core.i18n import gettext as _
from hub.history.services import record

LONGEST_NAME = 60


def add_equipment(names: dict[str, str], *, code: str = "", by: User) -> Equipment:
    """`names` by language; the code is made of the English one where none is given.

    Raises: NotAllowed; Invalid: no names, or a code that is taken or cannot be one.
    """
    _must(by)
    names = _checked(names)
    code = code or slug_of(names.get("en") or next(iter(names.values())))[:40]
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code) or len(code) > 40:
        sentence = _("Small letters, digits and single hyphens, please: green-screen")
        raise Invalid(sentence, errors={"code": [sentence]})
    if code in EQUIPMENT_NAMES or equipment_called(code) is not None:
        sentence = _("There is equipment with this code.")
        raise Invalid(sentence, errors={"code": [sentence]})
    equipment = Equipment(code=code, names=names)
    db.session.add(equipment)
    db.session.flush()
    forget_names()
    record("equipment.added", equipment, after={"code": code, "names": names})
    return equipment


def rename_equipment(equipment: Equipment, names: dict[str, str], *, by: User) -> None:
    """Raises: NotAllowed; Invalid: no names; Conflict: the house names it itself."""
    _must(by)
    if equipment.code in EQUIPMENT_NAMES:
        raise Conflict(_("The house knows this one by its own name, in every language."))
    before, equipment.names = dict(equipment.names), _checked(names)
    if before != equipment.names:
        db.session.flush()
        forget_names()
        record("equipment.renamed", equipment,
               before={"names": before}, after={"names": equipment.names})  # fmt: skip


def retire(code: str, *, by: User) -> Equipment:
    """No longer offered; spaces that have it keep it, and it keeps its name.

    Raises: NotAllowed; Invalid: nobody knows it; Conflict: it is retired.
    """
    _must(by)
    equipment = equipment_called(code)
    if equipment is None:
        if code not in EQUIPMENT_NAMES:
            raise Invalid(_("There is no such equipment."))
        equipment = Equipment(code=code, names={})
        db.session.add(equipment)
    if equipment.retired_at is not None:
        raise Conflict(_("It is no longer offered already."))
    equipment.retired_at = now()
    db.session.flush()
    forget_names()
    record("equipment.retired", equipment, after={"code": code})
    return equipment


def offer_again(equipment: Equipment, *, by: User) -> None:
    """Raises: NotAllowed; Conflict: it is offered."""
    _must(by)
    if equipment.retired_at is None:
        raise Conflict(_("It is offered already."))
    equipment.retired_at = None
    db.session.flush()
    forget_names()
    record("equipment.offered-again", equipment, after={"code": equipment.code})


def _must(by: User) -> None:
    if not can_manage_equipment(by):
        raise NotAllowed(_("Only those who manage spaces do this."))


def _checked(names: dict[str, str]) -> dict[str, str]:
    kept = {code: names[code].strip() for code in LANGUAGES if names.get(code, "").strip()}
    if not kept:
        sentence = _("Please fill this in, in one language at least.")
        raise Invalid(sentence, errors={"names": [sentence]})
    if any(len(name) > LONGEST_NAME for name in kept.values()):
        sentence = _("Please use at most %(max)d characters.", max=LONGEST_NAME)
        raise Invalid(sentence, errors={"names": [sentence]})
    return kept
