"""One question of a quiz, of any kind."""

from typing import Any

from wtforms import BooleanField, FieldList, FormField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from hub.core.i18n import lazy_gettext as _l
from hub.learning.courses.rules.questions import (
    CHOICES,
    LONGEST_OPTION,
    LONGEST_TEXT,
    MOST_OPTIONS,
    MOST_POINTS,
    Question,
    QuestionKind,
)
from hub.web.forms import FilterForm, HubForm
from hub.web.words import WordsField

SPARE = 2


class _Option(FilterForm):
    id = StringField(_l("Id"), [Optional(), Length(max=20)])
    text = WordsField(_l("Option"), longest=LONGEST_OPTION, marked=False)
    correct = BooleanField(_l("It is right"))


class QuestionForm(HubForm):
    text = WordsField(_l("Question"), longest=LONGEST_TEXT, rows=3, needed=True)
    points = IntegerField(_l("Points"), [InputRequired(), NumberRange(1, MOST_POINTS)], default=1)
    options = FieldList(FormField(_Option), max_entries=MOST_OPTIONS + SPARE)
    answer = StringField(
        _l("The right number"), [Optional(), Length(max=30)], description=_l("With a point: 0.25")
    )
    tolerance = StringField(
        _l("Tolerance"),
        [Optional(), Length(max=30)],
        description=_l("How far away an answer may be: 0.01. Empty: exactly this number."),
    )
    accepted = TextAreaField(
        _l("Accepted answers"),
        [Optional(), Length(max=4200)],
        description=_l("One a line. Capital letters and space do not count, accents do."),
        render_kw={"rows": 5},
    )
    feedback = WordsField(
        _l("Feedback"),
        longest=LONGEST_TEXT,
        rows=3,
        description=_l("Shown once the quiz is handed in."),
    )

    def wanted(self, kind: QuestionKind) -> Question:
        question: Question = {
            "kind": kind.value,
            "text": self.text.data,
            "points": self.points.data or 0,
            "feedback": self.feedback.data,
        }
        if kind in CHOICES:
            question["options"] = self._options()
        elif kind is QuestionKind.NUMERIC:
            question["answer"] = (self.answer.data or "").strip()
            question["tolerance"] = (self.tolerance.data or "").strip()
        else:
            lines = (self.accepted.data or "").splitlines()
            question["accepted"] = [line for line in lines if line.strip()]
        return question

    def _options(self) -> list[dict[str, Any]]:
        """Emptied ones are gone."""
        found = []
        for entry in self.options:
            if entry.form.text.data:
                option = {"text": entry.form.text.data, "correct": bool(entry.form.correct.data)}
                known = entry.form.id.data
                found.append(option | ({"id": known} if known else {}))
        return found

    @staticmethod
    def held(question: Question | None, kind: QuestionKind) -> dict[str, Any]:
        """What the fields hold to begin with; options with some empty ones at their end."""
        values = dict(question or {})
        if kind in CHOICES:
            known = values.get("options", [])
            values["options"] = [*known, *[{}] * max(SPARE, 4 - len(known))][:MOST_OPTIONS]
        else:
            values.pop("options", None)
        values["accepted"] = "\n".join(values.get("accepted", []))
        return values
