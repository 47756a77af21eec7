"""A pile of reads as lists show it."""

from dataclasses import dataclass

from flask import url_for

from accelerator.reviews.models import RoundState
from accelerator.reviews.queries.marks import OwnScale
from accelerator.reviews.queries.reading import Pile, Read
from accelerator.reviews.views.reading_page import written
from accelerator.vocabulary.words import in_words
from hub.core.clock import now
from hub.core.formats import clock, day
from hub.core.i18n import gettext as _


@dataclass(frozen=True)
class PileShown:
    pile: Pile
    own: OwnScale | None = None

    @property
    def title(self) -> str:
        return in_words(self.pile.round.name)

    @property
    def cohort(self) -> str:
        return in_words(self.pile.round.cohort.name)

    @property
    def zone(self) -> str:
        return self.pile.round.cohort.zone

    @property
    def url(self) -> str:
        return url_for("reviews.round_reads", round_id=self.pile.round.id)

    @property
    def is_open(self) -> bool:
        return self.pile.round.state is RoundState.OPEN

    @property
    def note(self) -> str:
        """7 of 18 done · due Fri 11 Dec, 18:00 WIB"""
        done, total = self.pile.done, len(self.pile.reads)
        said = _("%(done)s of %(total)s done", done=done, total=total)
        if self.pile.round.state is RoundState.DISCUSSION:
            return f"{said} · {_('the panel is talking')}"
        if not self.is_open:
            return f"{said} · {_('closed')}"
        due = self.pile.due_at
        when = f"{day(due, self.zone, form='EEE d MMM')}, {clock(due, self.zone, named=True)}"
        return _("%(said)s · due %(when)s", said=said, when=when)

    @property
    def next_url(self) -> str | None:
        """Where to go on; nothing where all is done or reading is over."""
        following = self.pile.next_open if self.is_open else None
        return address(following) if following else None

    @property
    def scale_said(self) -> str:
        """How one marks beside the panel, after all is done."""
        if self.own is None:
            return ""
        return _(
            "Your mean is %(own)s; on the same %(count)s applications the panel's is %(panel)s.",
            own=written(self.own.own),
            panel=written(self.own.panel),
            count=self.own.count,
        )

    @property
    def scale_meant(self) -> str:
        """What to make of it: neither is wrong."""
        if self.own is None or abs(self.own.difference) < 0.25:
            return _("You mark like the rest of the panel.")
        if self.own.difference < 0:
            return _("You are stricter than the panel. The ranking takes that into account.")
        return _("You are kinder than the panel. The ranking takes that into account.")

    @property
    def rows(self) -> list["ReadShown"]:
        return [ReadShown(read, self) for read in self.pile.reads]


@dataclass(frozen=True)
class ReadShown:
    read: Read
    pile: PileShown

    @property
    def url(self) -> str:
        return address(self.read)

    @property
    def title(self) -> str:
        if self.read.asks is not None:
            return _("A question before you open it")
        return self.read.headline or self.read.reference

    @property
    def detail(self) -> str:
        return " · ".join(filter(None, (self.read.reference, self.read.startup)))

    @property
    def state(self) -> tuple[str, str]:
        """A word and the tone of its chip."""
        if self.read.asks is not None:
            return _("Waits for your answer"), "warn"
        if self.read.outdated:
            return _("Newer version"), "warn"
        if self.read.is_done:
            return _("Handed in"), "ok"
        if self.pile.is_open and self.read.assignment.due_at < now():
            return _("Overdue"), "bad"
        return (_("Begun"), "info") if self.read.is_begun else (_("To read"), "")

    @property
    def conflict_url(self) -> str | None:
        if self.read.asks is not None or self.pile.pile.round.state is RoundState.CLOSED:
            return None
        return url_for("reviews.conflict", assignment_id=self.read.assignment.id)


def address(read: Read) -> str:
    if read.asks is not None:
        return url_for("reviews.suspicion", read_id=read.assignment.id)
    return url_for("reviews.review", assignment_id=read.assignment.id)
