"""The way through a class, and its lessons."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hub.core.database import transaction
from hub.core.i18n import gettext as _
from hub.learning.enrolments.showing import Link, links_of
from hub.learning.study.queries.feedback import is_open
from hub.learning.study.queries.outline import meetings_of, outline_of
from hub.learning.study.queries.reading import Reader, lesson_of
from hub.learning.study.queries.talking import announcements
from hub.learning.study.services import lessons
from hub.learning.study.views.blueprint import bp, step_url
from hub.learning.study.views.doors import LEARN, reader_at
from hub.web.access import Audience, open_to
from hub.web.acting import pressed

LESSON = f"{LEARN}/lessons/<key>"


@bp.get(LEARN)
@open_to(Audience.PEOPLE)
def learn(slug: str) -> ResponseReturnValue:
    reader = reader_at(slug)
    return render_template(
        "hub/learning/study/learn.html",
        reader_here=reader,
        run=reader.run,
        outline=outline_of(reader),
        ways=_ways_on(reader),
        meetings=meetings_of(reader.run),
        news=announcements(reader.run, limit=2).items,
        survey_open=is_open(reader.run),
        person=reader.person,
    )


@bp.get(LESSON)
@open_to(Audience.PEOPLE)
def lesson(slug: str, key: str) -> ResponseReturnValue:
    reader = reader_at(slug)
    found = lesson_of(reader.run, key)
    if reader.enrolment is not None and not lessons.is_opened(reader.enrolment, key):
        with transaction():
            lessons.open_lesson(reader.enrolment, key, by=reader.person)
    outline = outline_of(reader)
    before, after = outline.around(key)
    return render_template(
        "hub/learning/study/lesson.html",
        reader_here=reader,
        run=reader.run,
        lesson=found,
        is_done=outline.study is not None and key in outline.study.lessons,
        before=before,
        after=after,
    )


@bp.post(LESSON)
@open_to(Audience.PEOPLE)
def finish_lesson(slug: str, key: str) -> ResponseReturnValue:
    reader = reader_at(slug)
    pressed(
        lambda: lessons.finish_lesson(reader.learner, key, by=reader.person),
        said=_("Done. Well read!"),
    )
    return redirect(_next(reader, key), 303)


def _ways_on(reader: Reader) -> list[Link]:
    """What those above have to say of the class besides its lessons."""
    if reader.enrolment is None:
        return []
    here = url_for(".learn", slug=reader.run.slug)
    return [each for each in links_of([reader.enrolment])[reader.enrolment.id] if each.url != here]


def _next(reader: Reader, key: str) -> str:
    _before, after = outline_of(reader).around(key)
    if after is None:
        return url_for(".learn", slug=reader.run.slug)
    return step_url(reader.run, after)
