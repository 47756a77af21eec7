"""Forms about the parts of a version: lessons, quizzes, assignments."""

from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, FieldList, FormField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from hub.core.i18n import lazy_gettext as _l
from hub.learning.courses.forms.courses import HOW_TO_WRITE
from hub.learning.courses.rules.drafts import (
    LONGEST_INTRO,
    LONGEST_LESSON,
    LONGEST_MINUTES,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_ATTEMPTS,
    MOST_LINES,
    AssignmentDraft,
    ItemDraft,
    LessonDraft,
    QuizDraft,
)
from hub.learning.courses.rules.outline import Kind
from hub.web.forms import FilterForm, HubForm, VersionedForm
from hub.web.words import WordsField


class _ItemForm(VersionedForm):
    title = WordsField(_l("Title"), longest=LONGEST_TITLE, needed=True)
    is_required = BooleanField(
        _l("Counts for completion"),
        default=True,
        description=_l("What does not count can be left out by whoever likes."),
    )


class LessonForm(_ItemForm):
    body = WordsField(
        _l("Text"),
        longest=LONGEST_LESSON,
        rows=16,
        description=_l(
            "Markdown: # heading, **strong**, - list, [words](https://address); a picture of this "
            "lesson is called by its name: ![What is seen](map.png)"
        ),
    )
    minutes = IntegerField(
        _l("Minutes"),
        [InputRequired(), NumberRange(1, LONGEST_MINUTES)],
        default=10,
        description=_l("To read, the film included."),
    )
    video_url = StringField(
        _l("Film"),
        [Optional(), Length(max=300)],
        description=_l("Its address: https://…"),
        render_kw={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"},
    )
    video_minutes = IntegerField(
        _l("Minutes of film"), [Optional(), NumberRange(1, LONGEST_MINUTES)]
    )

    def draft(self, _now: Any = None) -> LessonDraft:
        return LessonDraft(
            title=self.title.data,
            body=self.body.data,
            minutes=self.minutes.data or 0,
            is_required=bool(self.is_required.data),
            video_url=(self.video_url.data or "").strip(),
            video_minutes=self.video_minutes.data,
        )


class QuizForm(_ItemForm):
    intro = WordsField(_l("Introduction"), longest=LONGEST_INTRO, rows=3, description=HOW_TO_WRITE)
    pass_percent = IntegerField(
        _l("Passed from"),
        [InputRequired(), NumberRange(0, 100)],
        default=70,
        description=_l("Per cent of all points."),
    )
    attempts = IntegerField(
        _l("Attempts"),
        [Optional(), NumberRange(1, MOST_ATTEMPTS)],
        description=_l("Empty: as often as one likes."),
    )
    time_limit_minutes = IntegerField(
        _l("Time limit in minutes"),
        [Optional(), NumberRange(1, LONGEST_MINUTES)],
        description=_l("Empty: none."),
    )

    def draft(self, now: ItemDraft | None = None) -> QuizDraft:
        return QuizDraft(
            title=self.title.data,
            intro=self.intro.data,
            questions=now.questions if isinstance(now, QuizDraft) else [],
            pass_percent=self.pass_percent.data or 0,
            attempts=self.attempts.data,
            time_limit_minutes=self.time_limit_minutes.data,
            is_required=bool(self.is_required.data),
        )


class _Line(FilterForm):
    title = WordsField(_l("What is looked at"), longest=LONGEST_TITLE, marked=False)
    about = WordsField(_l("What makes it good"), longest=LONGEST_INTRO, rows=2)
    points = IntegerField(_l("Points"), [Optional(), NumberRange(1, 100)])
    remove = BooleanField(_l("Remove it"))
    id = StringField(_l("Id"), [Optional(), Length(max=20)])


class AssignmentForm(_ItemForm):
    brief = WordsField(_l("Task"), longest=LONGEST_TEXT, rows=10, description=HOW_TO_WRITE)
    takes_files = BooleanField(_l("Files can be handed in"), default=True)
    pass_percent = IntegerField(
        _l("Passed from"),
        [InputRequired(), NumberRange(0, 100)],
        default=60,
        description=_l("Per cent of all points."),
    )
    rubric = FieldList(FormField(_Line), max_entries=MOST_LINES + 2)

    def draft(self, _now: Any = None) -> AssignmentDraft:
        return AssignmentDraft(
            title=self.title.data,
            brief=self.brief.data,
            rubric=self._lines(),
            pass_percent=self.pass_percent.data or 0,
            takes_files=bool(self.takes_files.data),
            is_required=bool(self.is_required.data),
        )

    def _lines(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for entry in self.rubric:
            form = entry.form
            if form.remove.data or not (form.title.data or form.about.data):
                continue
            line = {"title": form.title.data, "about": form.about.data,
                    "points": form.points.data or 1}  # fmt: skip
            found.append(line | ({"id": form.id.data} if form.id.data else {}))
        return found


ItemForm = LessonForm | QuizForm | AssignmentForm
FORMS: dict[Kind, type[ItemForm]] = {
    Kind.LESSON: LessonForm,
    Kind.QUIZ: QuizForm,
    Kind.ASSIGNMENT: AssignmentForm,
}


def held(draft: ItemDraft | None) -> dict[str, Any]:
    """What the fields hold to begin with; a rubric with two empty lines at its end."""
    if draft is None:
        return {"rubric": [{}, {}]}
    values = dict(vars(draft))
    if isinstance(draft, AssignmentDraft):
        values["rubric"] = [*draft.rubric, {}, {}]
    return values


class LessonFileForm(HubForm):
    """Its own small form beside the lesson's."""

    file = FileField(
        _l("Picture or file"),
        [FileRequired(_l("Please choose a file."))],
        description=_l("PNG, JPEG, WebP, PDF, office documents; at most 25 MB."),
    )
    title = WordsField(_l("What it is"), longest=LONGEST_TITLE)
