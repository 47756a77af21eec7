"""Forms of learning."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import request
from flask_wtf.file import MultipleFileField
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from hub.core.i18n import lazy_gettext as _l
from hub.core.ids import new_id
from hub.files.rules import DOCUMENT_KINDS
from hub.files.words import endings
from hub.learning.courses.rules.quizzes import Question, QuestionKind
from hub.learning.study.names import SURVEY, SURVEY_WORDS
from hub.learning.study.rules.kits import LONGEST_RETURN
from hub.learning.study.rules.rubric import LONGEST_NOTE, Marks, lines_of
from hub.learning.study.services.assignments import LONGEST_FEEDBACK, LONGEST_WORK
from hub.learning.study.services.feedback import LONGEST_WORDS, Answers
from hub.learning.study.services.talking import LONGEST_ANNOUNCEMENT, LONGEST_POST, LONGEST_TITLE
from hub.web.choices import options
from hub.web.forms import HubForm, VersionedForm

ANSWER = "answer-"
SCALE = options((str(n), str(n)) for n in range(1, 6))


class WorkForm(HubForm):
    text = TextAreaField(
        _l("Your work"), [Optional(), Length(max=LONGEST_WORK)], render_kw={"rows": 10}
    )
    files = MultipleFileField(
        _l("Files"), [Optional()], render_kw={"accept": endings(DOCUMENT_KINDS)}
    )


class MarkForm(VersionedForm):
    feedback = TextAreaField(
        _l("In words: what was good, what could be better"),
        [Optional(), Length(max=LONGEST_FEEDBACK)],
        render_kw={"rows": 6},
    )


class ThreadForm(HubForm):
    title = StringField(_l("In one line"), [InputRequired(), Length(max=LONGEST_TITLE)])
    text = TextAreaField(
        _l("Your question"), [InputRequired(), Length(max=LONGEST_POST)], render_kw={"rows": 5}
    )


class PostForm(HubForm):
    text = TextAreaField(
        _l("Your answer"), [InputRequired(), Length(max=LONGEST_POST)], render_kw={"rows": 4}
    )


class AnnouncementForm(HubForm):
    """`once` travels with the form, so that pressing twice tells once."""

    once = HiddenField()
    title = StringField(_l("In one line"), [InputRequired(), Length(max=LONGEST_TITLE)])
    text = TextAreaField(
        _l("What everybody should know"),
        [InputRequired(), Length(max=LONGEST_ANNOUNCEMENT)],
        render_kw={"rows": 8},
    )

    def named(self) -> UUID:
        try:
            return UUID(self.once.data or "")
        except ValueError:
            return new_id()


class FeedbackForm(HubForm):
    content = RadioField(SURVEY["content"], [InputRequired()], choices=SCALE)
    teaching = RadioField(SURVEY["teaching"], [InputRequired()], choices=SCALE)
    usefulness = RadioField(SURVEY["usefulness"], [InputRequired()], choices=SCALE)
    liked = TextAreaField(
        SURVEY_WORDS["liked"], [Optional(), Length(max=LONGEST_WORDS)], render_kw={"rows": 3}
    )
    better = TextAreaField(
        SURVEY_WORDS["better"], [Optional(), Length(max=LONGEST_WORDS)], render_kw={"rows": 3}
    )

    def said(self) -> Answers:
        return Answers(
            int(self.content.data),
            int(self.teaching.data),
            int(self.usefulness.data),
            liked=self.liked.data or "",
            better=self.better.data or "",
        )


class ReturnForm(HubForm):
    """It proves itself by the kit's token, so it may come from a page on a disk."""

    class Meta(HubForm.Meta):
        csrf = False

    answers = TextAreaField(
        _l("The text that the kit made"),
        [Optional(), Length(max=LONGEST_RETURN)],
        render_kw={"rows": 6, "spellcheck": "false"},
    )
    file = MultipleFileField(
        _l("Or the files that it saved"), [Optional()], render_kw={"accept": ".json,.txt"}
    )


def answers_sent(questions: Sequence[Question]) -> dict[str, Any]:
    """Of a quiz's form: what was chosen and written, by the question's id."""
    return {
        question["id"]: (
            request.form.getlist(name)
            if question["kind"] == QuestionKind.MULTIPLE
            else request.form.get(name, "")
        )
        for question in questions
        for name in [f"{ANSWER}{question['id']}"]
    }


def marks_sent(rubric: Sequence[Mapping[str, Any]]) -> Marks:
    """Points as they were typed; what is no number is missing."""
    found: Marks = {}
    for line in lines_of(rubric):
        typed = request.form.get(f"points-{line['id']}", "").strip()
        note = request.form.get(f"note-{line['id']}", "")[:LONGEST_NOTE]
        found[line["id"]] = {"note": note}
        if typed.isascii() and typed.isdecimal() and len(typed) < 5:
            found[line["id"]]["points"] = int(typed)
    return found
