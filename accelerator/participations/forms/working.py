"""Milestones, goals, tasks, numbers to follow, perks, and the demo day."""

from typing import Any

from flask import request
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from accelerator.forms.rules.numbers import read_number, write_number
from accelerator.participations.models import Goal, ParticipationState, Unit
from accelerator.participations.names import STATES
from accelerator.participations.services.working import MOST_RESULTS, KeyResult
from hub.core.i18n import lazy_gettext as _l
from hub.web.choices import options
from hub.web.forms import HubForm, VersionedForm
from hub.web.words import WordsField


class MilestoneForm(HubForm):
    title = StringField(_l("What will be there?"), [InputRequired(), Length(max=160)])
    due_on = DateField(_l("By"), [InputRequired()])
    note = TextAreaField(_l("Note"), [Optional(), Length(max=1000)])


class GoalForm(HubForm):
    """One objective; its key results are rows of the page, because there are up to six."""

    objective = StringField(_l("What do you want to reach?"), [InputRequired(), Length(max=200)])
    due_on = DateField(_l("By"), [Optional()])
    version = HiddenField()

    rows: list[dict[str, str]]

    def with_rows(self, goal: Goal | None = None) -> None:
        kept = [
            {key: _plain(value) for key, value in each.items()}
            for each in (goal.key_results if goal else [])
        ]
        empty = {"name": "", "target": "", "current": "0", "unit": ""}
        self.rows = [*kept, *(dict(empty) for _ in range(min(MOST_RESULTS, 3) - len(kept)))]

    def results(self) -> list[KeyResult]:
        """As they were sent; a row without a name is none. Raises ValueError for no number."""
        names = request.form.getlist("result-name")
        columns = [request.form.getlist(f"result-{part}") for part in ("target", "current", "unit")]
        sent = list(zip(names, *columns, strict=False))[:MOST_RESULTS]
        parts = ("name", "target", "current", "unit")
        self.rows = [dict(zip(parts, row, strict=True)) for row in sent]
        return [
            KeyResult(name.strip(), _number(target), _number(current or "0"), unit.strip()[:20])
            for name, target, current, unit in sent
            if name.strip()
        ]


class MoveForm(HubForm):
    to = SelectField(_l("Where does it stand?"), [InputRequired()])
    reason = StringField(_l("Why"), [Optional(), Length(max=300)])

    def offer(self, states: tuple[ParticipationState, ...]) -> None:
        self.to.choices = options((state.value, STATES[state][0]) for state in states)


class TaskForm(HubForm):
    title = WordsField(_l("What is to be done?"), longest=160, needed=True)
    help = WordsField(_l("How"), longest=1000, rows=2)
    due_on = DateField(_l("By"), [Optional()])
    kind = RadioField(
        _l("How is it ticked off?"), default="hand",
        choices=options([
            ("hand", _l("By the startup")), ("agreement", _l("By accepting the agreement")),
        ]),
    )  # fmt: skip


class MetricForm(HubForm):
    name = WordsField(_l("What is counted?"), longest=120, needed=True)
    help = WordsField(_l("How to count it"), longest=600, rows=2)
    unit = RadioField(
        _l("In"), default=Unit.COUNT.value,
        choices=options([(Unit.COUNT.value, _l("Numbers")), (Unit.MONEY.value, _l("Money"))]),
    )  # fmt: skip
    baseline_key = SelectField(_l("Begins with the answer to"), [Optional()])

    def offer(self, questions: list[tuple[str, str]]) -> None:
        self.baseline_key.choices = options([("", _l("Nothing")), *questions])


class PerkForm(HubForm):
    provider = StringField(_l("Who gives it?"), [InputRequired(), Length(max=120)])
    name = WordsField(_l("What is it?"), longest=160, needed=True)
    how = WordsField(_l("How to get it"), longest=1000, rows=2)
    most = IntegerField(_l("For how many?"), [InputRequired(), NumberRange(1, 1000)], default=20)


class DemoLineForm(HubForm):
    demo_line = StringField(_l("One sentence for the demo day"), [Optional(), Length(max=140)])


class CommentForm(HubForm):
    text = TextAreaField(_l("Write to each other"), [InputRequired(), Length(max=4000)])


class AgreementForm(VersionedForm):
    """Which wording was read."""


class NothingForm(HubForm):
    """Only the token."""


def _number(text: str) -> float:
    """As the language writes it. Raises ValueError."""
    plain = read_number(text)
    if plain is None:
        raise ValueError(text)
    return float(plain)


def _plain(value: Any) -> str:
    """As it is typed again: in the language's own notation."""
    return write_number(f"{value:.10g}") if isinstance(value, int | float) else str(value)
