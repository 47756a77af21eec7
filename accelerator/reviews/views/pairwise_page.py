"""A final as lists show it."""

from dataclasses import dataclass

from flask import url_for

from accelerator.reviews.models import RoundState
from accelerator.reviews.queries.pairwise import Final
from accelerator.vocabulary.words import in_words
from hub.core.formats import clock, day
from hub.core.i18n import gettext as _


@dataclass(frozen=True)
class FinalShown:
    final: Final

    @property
    def title(self) -> str:
        return in_words(self.final.round.name)

    @property
    def cohort(self) -> str:
        return in_words(self.final.round.cohort.name)

    @property
    def zone(self) -> str:
        return self.final.round.cohort.zone

    @property
    def url(self) -> str:
        return url_for("reviews.compare", final_id=self.final.round.id)

    @property
    def is_open(self) -> bool:
        return self.final.round.state is RoundState.OPEN

    @property
    def note(self) -> str:
        """12 of 28 pairs compared · due Fri 11 Dec, 18:00 WIB"""
        done, total = self.final.compared, self.final.pairs
        said = _("%(done)s of %(total)s pairs compared", done=done, total=total)
        if not self.is_open:
            return f"{said} · {_('closed')}"
        due = self.final.round.due_at
        when = f"{day(due, self.zone, form='EEE d MMM')}, {clock(due, self.zone, named=True)}"
        return _("%(said)s · due %(when)s", said=said, when=when)
