"""What the review page draws: the reading, the rubric, and where the reader is in their pile."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from babel import numbers
from flask import url_for

from accelerator.applications.models import Revision
from accelerator.reviews.blind import Reading
from accelerator.reviews.forms.marking import PREFIX, MarkingForm, marking_form
from accelerator.reviews.models import Assignment, AssignmentState, Criterion, Review, RoundState
from accelerator.reviews.permissions import can_discuss, can_see_others
from accelerator.reviews.queries.marks import lines_of, notes_on, others_marks
from accelerator.reviews.queries.reading import Place, place_in
from accelerator.reviews.queries.revisions import newest_revision, read_through
from accelerator.reviews.queries.since import SinceLast, since_last
from accelerator.reviews.rules.rubric import shares, total
from accelerator.reviews.services.marking import Marks, Seen, takes_marks
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.formats import clock, day
from hub.core.i18n import gettext as _
from hub.core.i18n import locale


@dataclass(frozen=True)
class CriterionShown:
    """One line of the rubric. `anchors` are (mark, words), `share` is 25 for 25 %."""

    criterion: Criterion
    share: int
    field: Any

    @property
    def name(self) -> str:
        return in_words(self.criterion.name)

    @property
    def help(self) -> str:
        return in_words(self.criterion.help)

    @property
    def anchors(self) -> list[tuple[str, str]]:
        found = self.criterion.anchors
        marks = range(self.criterion.low, self.criterion.high + 1)
        return [(str(n), said) for n in marks if (said := in_words(found.get(str(n))))]


@dataclass
class ReviewPage:
    """Everything of one read that its page shows; see `templates/accelerator/reviews/review.html`.

    `form` is given when it was refused and is to be shown again as it was sent.
    """

    assignment: Assignment
    person: User
    form: MarkingForm = field(default=None)  # type: ignore[assignment]

    def __post_init__(self) -> None:
        self.reading: Reading
        self.revision: Revision
        self.reading, self.revision = read_through(self.assignment)
        if self.form is None:
            self.form = marking_form(self.assignment.round)
            self.form.fill(Marks.standing_in(self.review), self.seen)

    @property
    def review(self) -> Review | None:
        return self.assignment.review

    @cached_property
    def since(self) -> SinceLast | None:
        """What has changed since this startup last applied; none for a first application."""
        read = self.assignment
        return since_last(read.application, self.revision, blind=read.round.blind)

    @property
    def seen(self) -> Seen:
        return Seen(self.review.version if self.review else 0, self.revision.number)

    @property
    def zone(self) -> str:
        return self.assignment.round.cohort.zone

    @cached_property
    def place(self) -> Place:
        return place_in(self.assignment, self.person)

    @property
    def back_label(self) -> str:
        """Cohort 3, first reading"""
        round_ = self.assignment.round
        return f"{in_words(round_.cohort.name)} · {in_words(round_.name)}"

    @property
    def progress(self) -> str:
        """7 of 18 done · due Fri 11 Dec, 18:00 WIB"""
        due = self.assignment.due_at
        when = f"{day(due, self.zone, form='EEE d MMM')}, {clock(due, self.zone, named=True)}"
        return _(
            "%(done)s of %(total)s done · due %(when)s",
            done=self.place.done,
            total=self.place.total,
            when=when,
        )

    @property
    def state_said(self) -> tuple[str, str]:
        """What is kept, and the tone of its chip."""
        if self.review is None:
            return _("Nothing written yet"), ""
        saved = clock(self.review.saved_at, self.zone)
        if self.review.amendment is not None:
            return _("Amendment saved %(time)s, not handed in", time=saved), "warn"
        if self.is_handed_in:
            return _("Handed in %(time)s", time=self._handed_in_at), "ok"
        return _("Saved %(time)s", time=saved), "ok"

    @property
    def _handed_in_at(self) -> str:
        at: datetime | None = self.review.submitted_at if self.review else None
        return clock(at, self.zone) if at else ""

    @property
    def is_handed_in(self) -> bool:
        return self.assignment.state is AssignmentState.SUBMITTED

    @property
    def takes_marks(self) -> bool:
        return takes_marks(self.assignment)

    @property
    def can_abstain(self) -> bool:
        return self.takes_marks and not self.is_handed_in

    @property
    def is_outdated(self) -> bool:
        """The team has handed in a newer version than the one that is read here."""
        return self.assignment.application.revision > self.revision.number

    @cached_property
    def newer(self) -> Revision | None:
        return newest_revision(self.assignment.application) if self.is_outdated else None

    @cached_property
    def criteria(self) -> list[CriterionShown]:
        found = self.assignment.round.criteria
        per_cent = shares(lines_of(found))
        return [CriterionShown(c, per_cent[c.key], self.form[PREFIX + c.key]) for c in found]

    @property
    def counted(self) -> int:
        return sum(not line.criterion.independent for line in self.criteria)

    @property
    def total(self) -> str:
        """The weighted mark so far, in the reader's notation."""
        value = total(lines_of(self.assignment.round.criteria), self.form.marks().scores)
        return self.written(value)

    @cached_property
    def others(self) -> list[Any]:
        return others_marks(self.assignment, self.person)

    @property
    def sees_others(self) -> bool:
        return can_see_others(self.person, self.assignment)

    @cached_property
    def discusses(self) -> bool:
        read = self.assignment
        return can_discuss(self.person, read.application, round_=read.round)

    @property
    def takes_notes(self) -> bool:
        return self.discusses and self.assignment.round.state is RoundState.DISCUSSION

    @cached_property
    def notes(self) -> list[Any]:
        round_ = self.assignment.round
        return notes_on(round_.id, self.assignment.application_id) if self.discusses else []

    def written(self, value: float | None) -> str:
        return "–" if value is None else written(value)

    def url(self, endpoint: str) -> str:
        return url_for(f"reviews.{endpoint}", assignment_id=self.assignment.id)


def written(value: float) -> str:
    """One decimal, also where it is a nought: 4.1, 4.0 · 4,1"""
    return f"{value:.1f}".replace(".", decimal_sign())


def decimal_sign() -> str:
    """Of the language now spoken."""
    return numbers.get_decimal_symbol(locale())
