"""Courses: made, changed, shown to everybody, put away."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from accelerator.programmes.models import Programme
from accelerator.programmes.rules.texts import LONGEST_LINE, LONGEST_TEXT
from accelerator.programmes.services.checks import Errors, cleaned
from accelerator.vocabulary.terms import Dimension
from accelerator.vocabulary.topics import Topic
from accelerator.vocabulary.words import Words
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record
from hub.learning.courses.errors import CourseSlugTaken, NotReady
from hub.learning.courses.models import Course, CourseVersion, Level, Prerequisite
from hub.learning.courses.permissions import can_make_courses
from hub.learning.courses.queries.courses import is_slug_taken, prerequisite_links
from hub.learning.courses.rules.outline import is_slug
from hub.learning.courses.rules.prerequisites import leads_back
from hub.learning.courses.services.checks import changed, check_not_archived, hold, refuse, told

MOST_HOURS = 400
MOST_TERMS = 8


@dataclass(frozen=True)
class CourseDraft:
    """`topics` and `dimensions` are values of `Topic` and `Dimension`; `hours` of a learner's time.
    `about` is Markdown."""

    slug: str
    title: Words
    hours: int
    summary: Words = field(default_factory=dict)
    about: Words = field(default_factory=dict)
    level: Level = Level.FIRST_STEPS
    topics: list[str] = field(default_factory=list)
    dimensions: list[str] = field(default_factory=list)
    programme_id: UUID | None = None
    trains_organisations: bool = False


def make_course(draft: CourseDraft, *, by: User) -> Course:
    """A course that nobody sees yet, with an empty first version to write in.

    Raises:
        NotAllowed: somebody who keeps no courses there.
        Invalid: see `errors` for each field.
        CourseSlugTaken: its address is in use.
    """
    if not can_make_courses(by, draft.programme_id):
        raise NotAllowed(_("Only those who keep classes make a course."))
    values = asdict(_checked(draft))
    course = Course(**values, made_by_id=by.id)
    db.session.add(course)
    db.session.flush()
    db.session.add(CourseVersion(course_id=course.id, number=1))
    db.session.flush()
    record("course.made", course, after=told(values))
    return course


def course_draft_of(course: Course) -> CourseDraft:
    return CourseDraft(**{name: getattr(course, name) for name in CourseDraft.__dataclass_fields__})


def change_course(
    course: Course, draft: CourseDraft, *, by: User, expected: int | None = None
) -> None:
    """Nothing changed is nothing recorded.

    Raises:
        NotAllowed: not its keeper, or not one of the programme that it shall belong to.
        Invalid, CourseSlugTaken: as `make_course`.
        CourseChanged: somebody else was quicker.
        Conflict: it is archived.
    """
    hold(course, by=by, expected=expected)
    check_not_archived(course)
    if draft.programme_id != course.programme_id and not can_make_courses(by, draft.programme_id):
        raise NotAllowed(_("You do not keep the courses of that programme."))
    before, after = changed(course, asdict(_checked(draft, own=course.slug)))
    if after:
        course.version += 1
        db.session.flush()
        record("course.changed", course, before=told(before), after=told(after))


def set_prerequisites(course: Course, required: Iterable[Course], *, by: User) -> None:
    """What has to be completed before.

    Raises:
        NotAllowed: not its keeper.
        Invalid: one of them needs this course itself, by however many steps.
    """
    hold(course, by=by)
    wanted = {each.id: each for each in required}
    standing = {each.required_id: each for each in _prerequisites(course)}
    if wanted.keys() == standing.keys():
        return
    links = prerequisite_links()
    links[course.id] = set()
    for each in wanted.values():
        if leads_back(links, each.id, goal=course.id):
            sentence = _("%(course)s needs this course itself.", course=each.slug)
            raise Invalid(sentence, errors={"prerequisites": [sentence]})
    for required_id in standing.keys() - wanted.keys():
        db.session.delete(standing[required_id])
    for required_id in wanted.keys() - standing.keys():
        db.session.add(Prerequisite(course_id=course.id, required_id=required_id))
    course.version += 1
    db.session.flush()
    record(
        "course.prerequisites-set",
        course,
        before={"prerequisites": sorted(each.required.slug for each in standing.values())},
        after={"prerequisites": sorted(each.slug for each in wanted.values())},
    )


def publish_course(course: Course, *, by: User) -> None:
    """Everybody sees it from now on. Twice is the same as once.

    Raises:
        NotAllowed: not its keeper.
        NotReady: none of its versions is published.
        Conflict: it is archived.
    """
    hold(course, by=by)
    check_not_archived(course)
    if course.published_at is not None:
        return
    if all(version.is_draft for version in course.versions):
        sentence = _("Publish a version of its syllabus first.")
        raise NotReady(sentence, reasons=[sentence])
    course.published_at = now()
    course.version += 1
    db.session.flush()
    record("course.published", course)


def archive_course(course: Course, *, by: User, reason: str = "") -> None:
    """Put it away: it leaves every list, and no new run of it can be made. Runs that there are go
    on. Twice is the same as once. Raises: NotAllowed."""
    hold(course, by=by)
    if course.archived_at is None:
        course.archived_at = now()
        course.version += 1
        db.session.flush()
        record("course.archived", course, reason=reason)


def restore_course(course: Course, *, by: User) -> None:
    """Take it out again. Raises: NotAllowed."""
    hold(course, by=by)
    if course.archived_at is not None:
        course.archived_at = None
        course.version += 1
        db.session.flush()
        record("course.restored", course)


def _prerequisites(course: Course) -> list[Prerequisite]:
    return list(db.session.query(Prerequisite).filter_by(course_id=course.id))


def _checked(draft: CourseDraft, *, own: str = "") -> CourseDraft:
    errors: Errors = {}
    texts: dict[str, Any] = {
        "title": cleaned(errors, draft.title, field="title", longest=LONGEST_LINE),
        "summary": cleaned(errors, draft.summary, field="summary", longest=LONGEST_LINE * 2),
        "about": cleaned(errors, draft.about, field="about", longest=LONGEST_TEXT),
    }
    if not texts["title"] and "title" not in errors:
        errors["title"] = [_("Please fill this in, in one language at least.")]
    if not 1 <= draft.hours <= MOST_HOURS:
        errors["hours"] = [_("Between %(low)s and %(high)s, please.", low=1, high=MOST_HOURS)]
    _check_terms(errors, draft)
    if draft.programme_id and db.session.get(Programme, draft.programme_id) is None:
        errors["programme_id"] = [_("There is no such programme.")]
    if not is_slug(draft.slug):
        errors["slug"] = [_("Lower-case letters, digits and hyphens, please: open-data.")]
    elif draft.slug != own and is_slug_taken(draft.slug):
        raise CourseSlugTaken(_("This address is in use. Please choose another."), field="slug")
    refuse(errors)
    return CourseDraft(**(vars(draft) | texts))


def _check_terms(errors: Errors, draft: CourseDraft) -> None:
    for name, kind in (("topics", Topic), ("dimensions", Dimension)):
        given: list[str] = getattr(draft, name)
        if not set(given) <= {term.value for term in kind}:
            errors[name] = [_("Please choose from the list.")]
        elif len(given) > MOST_TERMS or len(set(given)) < len(given):
            errors[name] = [_("At most %(most)s, each once.", most=MOST_TERMS)]
