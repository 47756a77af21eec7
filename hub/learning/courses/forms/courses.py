"""Forms about a course, its versions in words, and its documents."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from accelerator.programmes.rules.texts import LONGEST_LINE, LONGEST_TEXT
from accelerator.vocabulary.terms import Dimension, choices
from accelerator.vocabulary.topics import Topic
from accelerator.vocabulary.words import Words, in_words
from hub.core.i18n import lazy_gettext as _l
from hub.learning.courses.models import Course, Level
from hub.learning.courses.names import LEVELS, STATES
from hub.learning.courses.queries.courses import CourseState, Search
from hub.learning.courses.rules.drafts import MOST_OUTCOMES
from hub.learning.courses.services.courses import MOST_HOURS, CourseDraft
from hub.web.choices import options
from hub.web.forms import FilterForm, HubForm, VersionedForm
from hub.web.words import WordsField

HOW_TO_WRITE = _l("Markdown: # heading, **strong**, - list, [words](https://address).")
ANY = options([("", _l("Any"))])


class Several(SelectMultipleField):
    """Boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class CoursesForm(FilterForm):
    q = StringField(_l("Title or address"), [Optional(), Length(max=120)])
    state = SelectField(
        _l("State"), [Optional()], choices=[*ANY, *options((s.value, STATES[s][0]) for s in STATES)]
    )
    level = SelectField(
        _l("Level"), [Optional()], choices=[*ANY, *options((v.value, LEVELS[v]) for v in Level)]
    )

    def search(self) -> Search:
        return Search(
            words=self.q.data or "",
            state=CourseState(self.state.data) if self.state.data else None,
            level=Level(self.level.data) if self.level.data else None,
        )


class CourseForm(VersionedForm):
    title = WordsField(_l("Title"), longest=LONGEST_LINE, needed=True)
    slug = StringField(
        _l("Address"),
        [InputRequired(), Length(max=60)],
        description=_l("The end of its page's address: open-data."),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    hours = IntegerField(
        _l("Hours"),
        [InputRequired(), NumberRange(1, MOST_HOURS)],
        description=_l("Of a learner's time, all in all."),
    )
    level = SelectField(_l("Level"), choices=options((v.value, LEVELS[v]) for v in Level))
    summary = WordsField(
        _l("Summary"), longest=LONGEST_LINE * 2, description=_l("One sentence for lists.")
    )
    about = WordsField(_l("About"), longest=LONGEST_TEXT, rows=7, description=HOW_TO_WRITE)
    programme_id = SelectField(
        _l("Programme"),
        [Optional()],
        description=_l("Whose managers keep the course; none: those who keep all classes."),
    )
    topics = Several(_l("Topics"), [Optional()])
    dimensions = Several(_l("Dimensions of a smart city"), [Optional()])
    prerequisites = Several(
        _l("Has to be completed before"),
        [Optional()],
        description=_l("Who wants a place must have completed these courses."),
    )
    trains_organisations = BooleanField(
        _l("It trains support organisations"),
        description=_l("An organisation counts as trained once one of its members completed it."),
    )

    def offer(
        self,
        programmes: Iterable[tuple[UUID, str]],
        courses: Iterable[Course],
        *,
        also_nowhere: bool,
    ) -> None:
        nowhere = options([("", _l("No particular programme"))]) if also_nowhere else []
        self.programme_id.choices = [*nowhere, *options((str(i), name) for i, name in programmes)]
        self.topics.choices = options(choices(Topic))
        self.dimensions.choices = options(choices(Dimension))
        self.prerequisites.choices = options(
            (str(each.id), in_words(each.title)) for each in courses
        )

    def draft(self, now: CourseDraft | None = None) -> CourseDraft:
        named: dict[str, Any] = {
            "slug": (self.slug.data or "").strip(),
            "title": self.title.data,
            "hours": self.hours.data or 0,
            "summary": self.summary.data,
            "about": self.about.data,
            "level": Level(self.level.data),
            "topics": self.topics.data or [],
            "dimensions": self.dimensions.data or [],
            "programme_id": UUID(self.programme_id.data) if self.programme_id.data else None,
            "trains_organisations": bool(self.trains_organisations.data),
        }
        return replace(now, **named) if now else CourseDraft(**named)

    @property
    def required_ids(self) -> set[UUID]:
        return {UUID(each) for each in self.prerequisites.data or []}

    @staticmethod
    def shown(draft: CourseDraft) -> dict[str, Any]:
        return {
            **vars(draft),
            "level": draft.level.value,
            "programme_id": str(draft.programme_id or ""),
        }


class ArchiveCourseForm(HubForm):
    reason = TextAreaField(
        _l("Why?"),
        [Optional(), Length(max=500)],
        description=_l("Stands in the history."),
        render_kw={"rows": 3, "maxlength": 500},
    )


class _Outcome(FilterForm):
    line = WordsField(_l("What one can do afterwards"), longest=LONGEST_LINE * 2, marked=False)


class SyllabusForm(VersionedForm):
    """What a version promises. An emptied line is gone; there are always two empty ones."""

    outcomes = FieldList(FormField(_Outcome), max_entries=MOST_OUTCOMES + 2)
    syllabus = WordsField(
        _l("Syllabus in words"), longest=LONGEST_TEXT, rows=8, description=HOW_TO_WRITE
    )

    def wanted(self) -> list[Words]:
        lines = [entry.form.line.data for entry in self.outcomes]
        return [line for line in lines if line]


class DocumentForm(HubForm):
    file = FileField(
        _l("Document"),
        [FileRequired(_l("Please choose a file."))],
        description=_l("A JSON file, as another course or another city exported it."),
        render_kw={"accept": ".json,application/json"},
    )
