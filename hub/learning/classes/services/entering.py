"""How one gets a place in a run, and for whom it is."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from accelerator.programmes.models import Cohort
from hub.accounts.models import User
from hub.accounts.services.passwords import hashed_password, is_password
from hub.core.database import db
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.core.ids import new_reference
from hub.history.services import record
from hub.learning.classes.models import ClassRun, Entry
from hub.learning.classes.rules.audience import Audience, Group
from hub.learning.classes.services.asking import Errors, hold_to_manage, refuse
from hub.organisations.models import OrganisationKind

KEY_LENGTH = 8


@dataclass(frozen=True)
class EnrolmentKey:
    """`text` is shown once, to staff, and kept nowhere; the run keeps `hash`."""

    text: str
    hash: str


def new_key() -> EnrolmentKey:
    """Drawn by lot, such as `7KQ4-MD2X`. Takes 50 ms of a processor: never inside a transaction."""
    drawn = new_reference(KEY_LENGTH)
    return EnrolmentKey(f"{drawn[:4]}-{drawn[4:]}", hashed_password(drawn))


def is_key(run: ClassRun, typed: str) -> bool:
    """Whether somebody has typed this run's key, however they write it. Never inside a
    transaction."""
    letters = "".join(typed.upper().replace("-", "").split())
    return run.key_hash is not None and is_password(run.key_hash, letters)


def set_entry(
    run: ClassRun,
    entry: Entry,
    *,
    by: User,
    key: EnrolmentKey | None = None,
    expected: int | None = None,
) -> ClassRun:
    """Open to all, by approval, or by a key. A new key makes the old one useless; those who have a
    place keep it.

    Raises: NotAllowed, NotNow, ClassChanged, Invalid (by key, and there is none).
    """
    hold_to_manage(run, by=by, expected=expected)
    kept = key.hash if key else run.key_hash
    if entry is Entry.KEY and kept is None:
        sentence = _("A class that is entered by key needs one.")
        raise Invalid(sentence, errors={"entry": [sentence]})
    before, had = run.entry, run.key_hash
    run.entry = entry
    run.key_hash = kept if entry is Entry.KEY else None
    if (before, had) != (run.entry, run.key_hash):
        run.version += 1
        db.session.flush()
        record("class.entry-set", run, before={"entry": before},
               after={"entry": entry, "new_key": key is not None})  # fmt: skip
    return run


def set_audience(
    run: ClassRun, audience: Audience, *, by: User, expected: int | None = None
) -> ClassRun:
    """For whom it is, from now on: those who have a place keep it.

    Raises: NotAllowed, NotNow, ClassChanged, Invalid.
    """
    hold_to_manage(run, by=by, expected=expected)
    _check(audience)
    before, after = run.audience, audience.plain()
    if before != after:
        run.audience = after
        run.version += 1
        db.session.flush()
        record("class.audience-set", run, before=before, after=after)
    return run


def _check(audience: Audience) -> None:
    errors: Errors = {}
    kinds = {str(kind) for kind in OrganisationKind}
    if not set(audience.organisation_kinds) <= kinds:
        errors["organisation_kinds"] = [_("There is no such kind of organisation.")]
    if not set(audience.groups) <= {str(group) for group in Group}:
        errors["groups"] = [_("There is no such group.")]
    ids = _ids(audience.cohort_ids)
    if ids is None or _known(ids) != len(ids):
        errors["cohort_ids"] = [_("There is no such cohort.")]
    refuse(errors)


def _ids(written: tuple[str, ...]) -> set[UUID] | None:
    try:
        return {UUID(each) for each in written}
    except ValueError:
        return None


def _known(ids: set[UUID]) -> int:
    return len(list(db.session.scalars(select(Cohort.id).where(Cohort.id.in_(ids))))) if ids else 0
