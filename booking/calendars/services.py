"""Look at what a calendar would bring, and bring it."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from booking.bookings.errors import SlotTaken
from booking.bookings.services import Wish
from booking.bookings.services.importing import book_imported, change_imported
from booking.calendars import queries
from booking.calendars.errors import ImportOver, NotAllFree, refusal_of
from booking.calendars.models import CalendarImport, ImportState
from booking.calendars.permissions import can_import
from booking.calendars.queries import ImportPlan, Row, Standing, plan_of
from booking.calendars.rules import CannotRead, Kind, Proposal, Reason, essential_text, propose
from booking.spaces.errors import ClosureHitsBookings
from booking.spaces.models import Closure, Space
from booking.spaces.services import close, lift
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.core.ids import new_id
from hub.core.walltime import to_wall
from hub.history.services import record

WAITS_FOR = timedelta(hours=24)


class Choice(StrEnum):
    """What a person decides about one date."""

    BOOKING = "booking"
    CLOSURE = "closure"
    SKIP = "skip"
    #: For a date that came before and is different now.
    UPDATE = "update"


class Outcome(StrEnum):
    BOOKED = "booked"
    CLOSED = "closed"
    UPDATED = "updated"
    ALREADY_HERE = "already-here"
    SKIPPED = "skipped"
    NOT_FREE = "not-free"


@dataclass(frozen=True)
class ImportResult:
    """`counts` has every outcome; `outcomes` says which, by the row's key."""

    counts: dict[Outcome, int]
    outcomes: dict[str, Outcome]


def preview(file: bytes | str, space: Space, *, by: User) -> ImportPlan:
    """What would go where; changes nothing.

    Raises:
        NotACalendar, TooLarge: the file is no use.
        NotAllowed: not this person's site.
    """
    _refuse_strangers(by, space)
    raw = file.encode() if isinstance(file, str) else file
    return plan_of(_proposal(_essence(raw), space), space)


def begin(raw: bytes, space: Space, *, name: str, by: User) -> CalendarImport:
    """Keep an uploaded file until somebody has decided about it.

    Raises:
        NotACalendar, TooLarge: the file is no use.
        NotAllowed: not this person's site.
    """
    _refuse_strangers(by, space)
    text = _essence(raw)
    pending = CalendarImport(
        id=new_id(),
        space_id=space.id,
        space=space,
        file_name=_bare(name),
        sha256=hashlib.sha256(raw).hexdigest(),
        text=text,
        expires_at=now() + WAITS_FOR,
        started_by_id=by.id,
        started_at=now(),
    )
    db.session.add(pending)
    db.session.flush()
    return pending


def reading_of(pending: CalendarImport, *, by: User) -> Proposal:
    """What stands in an upload that waits. It can take seconds, so read before you write.

    Raises:
        ImportOver: it was imported, or has waited too long.
    """
    return _proposal(_refuse_when_over(pending, by=by), pending.space)


def plan_for(pending: CalendarImport, *, by: User) -> ImportPlan:
    """The plan of an upload that waits, against the ledger as it is now. Raises as `reading_of`."""
    return plan_of(reading_of(pending, by=by), pending.space)


def apply(
    pending: CalendarImport,
    choices: Mapping[str, Choice] | None = None,
    *,
    by: User,
    all_or_nothing: bool = False,
    reading: Proposal | None = None,
) -> ImportResult:
    """Bring what was decided into the space; whatever is not decided about, as proposed.

    What is taken by now is left out and reported, or with `all_or_nothing` stops it all. A date
    that came before is not brought again; one that is different now is changed only if chosen.

    Args:
        reading: of this upload, if it has been read; so that nobody waits for it while we write.

    Raises:
        ImportOver: it was imported before, or has waited too long.
        NotAllFree: with `all_or_nothing`, and something is taken.
    """
    db.session.refresh(pending, with_for_update={"of": CalendarImport})
    _refuse_when_over(pending, by=by)
    plan = plan_of(reading or reading_of(pending, by=by), pending.space)
    chosen = choices or {}
    outcomes: dict[str, Outcome] = {}
    for row in plan.rows:
        outcomes[row.key] = _bring(row, chosen.get(row.key), space=plan.space, by=by)
    counts = Counter(outcomes.values())
    if all_or_nothing and counts[Outcome.NOT_FREE]:
        raise NotAllFree(_not_free(counts[Outcome.NOT_FREE]), not_free=counts[Outcome.NOT_FREE])
    _finish(pending, plan, outcomes=outcomes, by=by)
    return ImportResult({outcome: counts[outcome] for outcome in Outcome}, outcomes)


def put_away(pending: CalendarImport, *, by: User) -> None:
    """Forget an upload that nobody wants to import after all."""
    _refuse_strangers(by, pending.space)
    if pending.state is not ImportState.PENDING:
        raise ImportOver(_("This upload was imported already."))
    db.session.delete(pending)
    db.session.flush()


def forget_unused() -> int:
    """Forget uploads that waited too long; how many."""
    old = queries.too_old()
    for pending in old:
        db.session.delete(pending)
    db.session.flush()
    return len(old)


def _refuse_when_over(pending: CalendarImport, *, by: User) -> str:
    """The text of an upload that still waits."""
    _refuse_strangers(by, pending.space)
    if pending.text is None or pending.expires_at is None or pending.expires_at <= now():
        raise ImportOver(_("This upload is over. Please upload the file again."))
    return pending.text


def _bare(name: str) -> str:
    """A file's name without folders and without what cannot be printed or stored."""
    printable = "".join(letter for letter in name if letter.isprintable())
    return printable.replace("\\", "/").rpartition("/")[2].strip()[:200]


def _refuse_strangers(by: User, space: Space) -> None:
    if not can_import(by, space.site):
        raise NotAllowed(_("Only the managers of a site import calendars into its spaces."))


def _essence(raw: bytes) -> str:
    try:
        return essential_text(raw)
    except CannotRead as problem:
        raise refusal_of(problem) from problem


def _proposal(text: str, space: Space) -> Proposal:
    zone = space.site.zone
    try:
        return propose(text, zone=zone, today=to_wall(now(), zone).date())
    except CannotRead as problem:
        raise refusal_of(problem) from problem


def _bring(row: Row, choice: Choice | None, *, space: Space, by: User) -> Outcome:
    if row.standing in (Standing.SAME, Standing.ENDED):
        return Outcome.ALREADY_HERE
    if row.standing is Standing.CHANGED:
        if choice is not Choice.UPDATE:
            return Outcome.ALREADY_HERE
        return _in_savepoint(row, Choice.UPDATE, space=space, by=by)
    if choice is None or not row.can_be_chosen:
        choice = _proposed_choice(row)
    if choice in (Choice.SKIP, Choice.UPDATE):
        return Outcome.SKIPPED
    return _in_savepoint(row, choice, space=space, by=by)


def _proposed_choice(row: Row) -> Choice:
    kinds = {Kind.BOOKING: Choice.BOOKING, Kind.CLOSURE: Choice.CLOSURE}
    return kinds.get(row.proposed.kind, Choice.SKIP)


def _in_savepoint(row: Row, choice: Choice, *, space: Space, by: User) -> Outcome:
    """One that is taken undoes itself and no other."""
    try:
        with db.session.begin_nested():
            if choice is Choice.UPDATE:
                _update(row, by=by)
                return Outcome.UPDATED
            if choice is Choice.CLOSURE:
                close(space, row.slot, reason=row.proposed.title, by=by,
                      source_uid=row.proposed.source_uid)  # fmt: skip
                return Outcome.CLOSED
            book_imported(_wish(row, space), by=by)
            return Outcome.BOOKED
    except (SlotTaken, ClosureHitsBookings):
        return Outcome.NOT_FREE


def _update(row: Row, *, by: User) -> None:
    existing = row.existing
    if isinstance(existing, Closure):
        # A closure is never changed: the old one is lifted and lets go of its place in the file.
        lift(existing, by=by)
        existing.source_uid = None
        db.session.flush()
        close(existing.space, row.slot, reason=row.proposed.title, by=by,
              source_uid=row.proposed.source_uid)  # fmt: skip
    elif existing is not None:
        change_imported(existing, _wish(row, existing.space), by=by)


def _wish(row: Row, space: Space) -> Wish:
    """An event has the whole space, also one of many places."""
    places = min((unit.places for unit in space.units), default=1) if space.is_pooled else 1
    return Wish(
        space,
        row.slot,
        people=places,
        purpose=row.proposed.title,
        source_uid=row.proposed.source_uid,
    )


def _not_free(number: int) -> str:
    return ngettext(
        "One date is not free, so nothing was imported.",
        "%(num)s dates are not free, so nothing was imported.",
        number,
    )


def _finish(
    pending: CalendarImport, plan: ImportPlan, *, outcomes: dict[str, Outcome], by: User
) -> None:
    counts = Counter(outcomes.values())
    pending.state, pending.text, pending.expires_at = ImportState.APPLIED, None, None
    pending.applied_by_id, pending.applied_at = by.id, now()
    pending.counts = {outcome.value: counts[outcome] for outcome in Outcome}
    pending.left_out = [
        queries.told(row, outcome=outcome.value, reason=_left_out_for(row, outcome),
                     about=row.proposed.about)
        for row in plan.rows
        if (outcome := outcomes[row.key]) in (Outcome.SKIPPED, Outcome.NOT_FREE)
    ]  # fmt: skip
    db.session.flush()
    record(
        "calendar.imported",
        pending,
        after={"space": pending.space_id, "file": pending.file_name, "sha256": pending.sha256,
               "counts": pending.counts},
    )  # fmt: skip


def _left_out_for(row: Row, outcome: Outcome) -> Reason | None:
    return Reason.TAKEN if outcome is Outcome.NOT_FREE else row.proposed.reason
