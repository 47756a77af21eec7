"""Forms about rounds and their rubrics."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from accelerator.reviews.models import OthersMarks, Round, RoundKind
from accelerator.reviews.names import ROUND_KINDS
from accelerator.reviews.rules.drafting import HIGHEST_WEIGHT, CriterionDraft, Words
from accelerator.reviews.services.rounds import HEAVIEST_LOAD, MOST_READS_EACH, RoundDraft
from accelerator.vocabulary.words import in_words
from hub.core.i18n import lazy_gettext as _l
from hub.core.local_times import instant_of
from hub.core.walltime import to_wall
from hub.web.choices import options
from hub.web.forms import FilterForm, HubForm
from hub.web.words import WordsField

ANCHOR = re.compile(r"anchor-(\d{1,2})-([a-z]{2})", re.ASCII)
LONGEST_ANCHOR = 240


class EntriesForm(FilterForm):
    text = StringField(_l("Headline or A-number"), [Optional(), Length(max=120)])


class RoundForm(HubForm):
    name = WordsField(_l("Name"), longest=120, needed=True)
    note = WordsField(_l("Note to the reviewers"), longest=1000, rows=3)
    kind = SelectField(_l("Kind"), choices=options(ROUND_KINDS.items()))
    due_day = DateField(_l("Due on"), [InputRequired()])
    due_time = TimeField(_l("at"), [InputRequired()])
    reads_each = IntegerField(
        _l("Reads for each application"),
        [InputRequired(), NumberRange(1, MOST_READS_EACH)],
        description=_l("Three is a good start: two can only agree or disagree."),
    )
    least = IntegerField(_l("At least, for one reviewer"), [InputRequired(), NumberRange(min=0)])
    most = IntegerField(
        _l("At most, for one reviewer"), [InputRequired(), NumberRange(1, HEAVIEST_LOAD)]
    )
    blind = BooleanField(
        _l("Blind"),
        description=_l("Names, addresses, companies and names of files are hidden from reviewers."),
    )
    others = RadioField(
        _l("Marks of other reviewers"),
        choices=options(
            (
                (OthersMarks.AFTER_OWN.value, _l("After one's own are in")),
                (OthersMarks.NEVER.value, _l("Never while reading")),
            )
        ),
        default=OthersMarks.AFTER_OWN.value,
    )
    version = IntegerField(default=0)

    def draft(self, zone: str, was: Round | None = None) -> RoundDraft:
        """Raises: NoSuchTime, TimeHappensTwice for the field `due_time`."""
        assert self.due_day.data is not None and self.due_time.data is not None  # noqa: S101
        wall = datetime.combine(self.due_day.data, self.due_time.data)
        return RoundDraft(
            name=self.name.data,
            note=self.note.data,
            kind=RoundKind(self.kind.data),
            due_at=instant_of(wall, zone, fold=1, field="due_time"),
            opens_at=was.opens_at if was else None,
            reads_each=self.reads_each.data or 0,
            least=self.least.data or 0,
            most=self.most.data or 0,
            blind=bool(self.blind.data),
            others=OthersMarks(self.others.data),
        )


class NewRoundForm(RoundForm):
    rubric = SelectField(
        _l("Rubric"), description=_l("To begin with. You can change all of it afterwards.")
    )


class ReopenForm(HubForm):
    reason = TextAreaField(
        _l("Why?"),
        [InputRequired(), Length(max=500)],
        description=_l("Stands in the history."),
        render_kw={"rows": 3, "maxlength": 500},
    )


class CriterionForm(HubForm):
    """Anchors are read from the fields `anchor-4-en`, because their number follows the scale."""

    name = WordsField(_l("Name"), longest=80, needed=True)
    help = WordsField(_l("What to look at"), longest=400, rows=2)

    weight = IntegerField(
        _l("Weight"), [InputRequired(), NumberRange(0, HIGHEST_WEIGHT)],
        description=_l("Relative to the others; shown in per cent of their sum."),
    )  # fmt: skip
    low = IntegerField(_l("Lowest mark"), [InputRequired(), NumberRange(0, 10)])
    high = IntegerField(_l("Highest mark"), [InputRequired(), NumberRange(1, 20)])
    independent = BooleanField(
        _l("Independent"), description=_l("Asked and shown, but counts for nothing.")
    )
    required = BooleanField(_l("Must be marked"))
    version = IntegerField(default=0)

    def draft(self, key: str, anchors: dict[str, Words]) -> CriterionDraft:
        low, high = self.low.data or 0, self.high.data or 0
        scale = {str(mark) for mark in range(low, high + 1)}
        return CriterionDraft(
            key=key,
            name=self.name.data,
            help=self.help.data,
            weight=0 if self.independent.data else self.weight.data or 0,
            low=low,
            high=high,
            independent=bool(self.independent.data),
            required=bool(self.required.data),
            anchors={mark: words for mark, words in anchors.items() if mark in scale},
        )


class RubricSourceForm(HubForm):
    source = SelectField(_l("Take over"), [InputRequired()])


def round_fields(round_: Round) -> dict[str, Any]:
    """The round as its form shows it, times in the programme's zone."""
    wall = to_wall(round_.due_at, round_.cohort.zone)
    names = ("name", "note", "reads_each", "least", "most", "blind", "version")
    return {
        **{name: getattr(round_, name) for name in names},
        "kind": round_.kind.value,
        "others": round_.others.value,
        "due_day": wall.date(),
        "due_time": wall.time(),
    }


def criterion_fields(draft: CriterionDraft) -> dict[str, Any]:
    names = ("name", "help", "weight", "low", "high", "independent", "required")
    return {name: getattr(draft, name) for name in names}


def anchors_in(sent: Mapping[str, str]) -> dict[str, Words]:
    """The words of the marks, from what a page sent."""
    found: dict[str, Words] = {}
    for name, text in sent.items():
        match = ANCHOR.fullmatch(name)
        if match and text.strip():
            found.setdefault(match[1], {})[match[2]] = text.strip()[:LONGEST_ANCHOR]
    return found


def rubric_sources(
    presets: Mapping[str, tuple[Words, Any]], rounds: list[Round]
) -> list[tuple[str, str]]:
    """(value, label): ready-made ones, then other rounds'."""
    ready = [(f"preset:{key}", in_words(name)) for key, (name, _criteria) in presets.items()]
    own = [
        (f"round:{each.id}", f"{in_words(each.cohort.name)} · {in_words(each.name)}")
        for each in rounds
    ]
    return ready + own
