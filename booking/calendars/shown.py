"""A plan as the preview shows it, in the language now spoken."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from booking.calendars.models import CalendarImport
from booking.calendars.names import flags_said, note_said, reason_said, why
from booking.calendars.queries import ImportPlan, Row, Standing
from booking.calendars.rules import Flag, Kind, Reason
from booking.calendars.services import Choice, Outcome
from hub.core.formats import day
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.core.timeslots import TimeSlot


@dataclass(frozen=True)
class ShownRow:
    """One line of the preview. `days` stands in for the times of whole days; `choices` are what a
    person may decide, the first being what happens otherwise."""

    key: str
    title: str
    slot: TimeSlot | None
    days: str
    flags: list[tuple[str, str]]
    why: str
    choices: list[tuple[str, str]]
    was: tuple[str, TimeSlot] | None = None


@dataclass(frozen=True)
class ShownPlan:
    zone: str
    coming: list[ShownRow]
    skipped: list[ShownRow]
    changed: list[ShownRow]
    here: list[ShownRow]
    notes: list[str]
    figures: list[tuple[int, str]]


def shown(plan: ImportPlan) -> ShownPlan:
    bookings, closures = plan.of(Kind.BOOKING), plan.of(Kind.CLOSURE)
    skipped, changed = plan.of(Kind.SKIPPED), plan.standing(Standing.CHANGED)
    here = plan.standing(Standing.SAME, Standing.ENDED)
    coming = plan.of(Kind.BOOKING, Kind.CLOSURE)
    figures = [
        (len(bookings), ngettext("booking", "bookings", len(bookings))),
        (len(closures), ngettext("closure", "closures", len(closures))),
        (len(skipped), _("skipped")),
        (len(changed), _("changed since")),
        (len(here), _("already here")),
    ]
    return ShownPlan(
        zone=plan.space.site.zone,
        coming=_rows(coming),
        skipped=_rows(skipped),
        changed=_rows(changed),
        here=_rows(here),
        notes=[note_said(note) for note in plan.notes],
        figures=figures,
    )


def _rows(rows: Iterable[Row]) -> list[ShownRow]:
    return [
        ShownRow(
            key=row.key,
            title=row.proposed.title or _("(no title)"),
            slot=row.proposed.slot,
            days=_days(row.proposed.slot, row.proposed.zone)
            if Flag.ALL_DAY in row.proposed.flags
            else "",
            flags=flags_said(row.proposed),
            why=why(row.proposed),
            choices=choices_of(row),
            was=row.was,
        )
        for row in rows
    ]


def _days(slot: TimeSlot | None, zone: str) -> str:
    """The first and last of whole days."""
    if slot is None:
        return ""
    first, last = day(slot.start, zone), day(slot.end - timedelta(seconds=1), zone)
    return first if first == last else f"{first} – {last}"


def choices_of(row: Row) -> list[tuple[str, str]]:
    """What a person may decide about a date: values and their words, what happens otherwise first;
    nothing about one that cannot be decided about."""
    if row.standing is Standing.CHANGED:
        return [(Choice.SKIP.value, _("leave it")), (Choice.UPDATE.value, _("update it"))]
    if not row.can_be_chosen:
        return []
    names = {
        Kind.BOOKING: (Choice.BOOKING.value, _("booking")),
        Kind.CLOSURE: (Choice.CLOSURE.value, _("closure")),
        Kind.SKIPPED: (Choice.SKIP.value, _("skip")),
    }
    first = row.proposed.kind
    return [names[first], *(name for kind, name in names.items() if kind is not first)]


def outcome_figures(done: CalendarImport) -> list[tuple[int, str]]:
    count = {outcome: done.counts.get(outcome.value, 0) for outcome in Outcome}
    booked, closed = count[Outcome.BOOKED], count[Outcome.CLOSED]
    return [
        (booked, ngettext("booking", "bookings", booked)),
        (closed, ngettext("closure", "closures", closed)),
        (count[Outcome.UPDATED], _("updated")),
        (count[Outcome.SKIPPED], _("skipped")),
        (count[Outcome.NOT_FREE], _("not free")),
        (count[Outcome.ALREADY_HERE], _("already here")),
    ]


def left_out(done: CalendarImport) -> list[ShownRow]:
    """What an import did not bring, and why, of what it kept about it."""
    zone = done.space.site.zone
    return [
        ShownRow(
            key="",
            title=row["title"] or _("(no title)"),
            slot=(slot := _slot(row)),
            days=_days(slot, zone) if Flag.ALL_DAY.value in row["flags"] else "",
            flags=[],
            why=reason_said(Reason(row["reason"]), row["about"])
            if row["reason"]
            else _("It was not chosen."),
            choices=[],
        )
        for row in done.left_out
    ]


def _slot(row: dict[str, Any]) -> TimeSlot | None:
    if not row["starts_at"]:
        return None
    return TimeSlot(
        datetime.fromisoformat(row["starts_at"]), datetime.fromisoformat(row["ends_at"])
    )
