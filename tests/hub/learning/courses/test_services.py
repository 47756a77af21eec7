"""Courses and versions: who may, what is refused, and what stays as it is whoever writes."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from hub.core.database import db, transaction
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.history.models import Entry
from hub.learning.courses import permissions, queries, services
from hub.learning.courses.errors import CourseSlugTaken, DraftExists, NotReady, VersionFrozen
from hub.learning.courses.invariants import problems
from hub.learning.courses.models import Course, CourseVersion, Prerequisite
from hub.learning.courses.rules.drafts import LessonDraft, QuizDraft
from hub.learning.courses.views.files import may_see_file
from tests.factories import a_person, kept
from tests.factories.learning import a_class_manager, a_course, a_lesson, a_quiz
from tests.factories.programme import a_programme, a_programme_manager
from tests.hub.learning.courses.stories import make_course, written

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def manager():
    return a_class_manager()


def published(course: Course, by) -> CourseVersion:
    version = written(course, by=by)
    with transaction():
        services.publish_version(version, by=by)
    return version


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE course_versions SET published_at = NULL",
        "UPDATE course_versions SET number = 7",
        "DELETE FROM course_versions",
        "UPDATE lessons SET minutes = 90",
        "DELETE FROM lessons",
        "UPDATE quizzes SET pass_percent = 0",
        "DELETE FROM quizzes",
        "UPDATE course_assignments SET position = 9",
        "DELETE FROM course_assignments",
        "UPDATE lesson_files SET name = 'other.png'",
        "DELETE FROM lesson_files",
        "INSERT INTO lessons (id, version_id, key, position, title, body, minutes, is_required,"
        " video_url) SELECT :id, version_id, 'smuggled', 9, title, body, 5, is_required, ''"
        " FROM lessons WHERE key = 'open-licences'",
    ],
)
def test_the_database_keeps_a_published_version_as_it_is(manager, statement):
    published(make_course(by=manager), manager)

    with pytest.raises(DBAPIError, match="a published version stays as it is"), transaction():
        db.session.execute(text(statement), {"id": "0" * 32} if ":id" in statement else {})


def test_services_say_so_before_the_database_does(manager):
    version = published(make_course(by=manager), manager)
    lesson = LessonDraft(title={"en": "One more"})

    for change in (
        lambda: services.add_item(version, lesson, by=manager),
        lambda: services.change_item(version, "open-licences", draft=lesson, by=manager),
        lambda: services.move_item(version, "check-1", by_steps=1, by=manager),
        lambda: services.remove_item(version, "check-1", by=manager),
        lambda: services.change_version(version, outcomes=[], syllabus={}, by=manager),
        lambda: services.remove_file(version.lessons[0], "map.png", by=manager),
        lambda: services.publish_version(version, by=manager),
        lambda: services.discard_version(version, by=manager),
    ):
        with pytest.raises(VersionFrozen), transaction():
            change()


def test_a_new_version_begins_as_the_last_with_its_keys_and_files(manager):
    course = make_course(by=manager)
    first = published(course, manager)

    with transaction():
        second = services.new_version(course, by=manager)

    assert queries.document_of(second) == queries.document_of(first)
    assert second.lessons[0].files[0].file_id == first.lessons[0].files[0].file_id
    with pytest.raises(DraftExists), transaction():
        services.new_version(course, by=manager)
    with transaction():
        services.remove_file(second.lessons[0], "map.png", by=manager)
    assert first.lessons[0].files[0].file.deleted_at is None, "the first still shows it"


def test_two_drafts_of_a_course_are_refused_by_the_database_too(manager):
    course = make_course(by=manager)

    with pytest.raises(DBAPIError), transaction():
        db.session.add(CourseVersion(course_id=course.id, number=2))
        db.session.flush()


def test_what_is_not_ready_is_not_published(manager):
    course = make_course(by=manager)
    version = course.versions[0]
    with pytest.raises(NotReady), transaction():
        services.publish_course(course, by=manager)
    with transaction():
        lesson = LessonDraft(title={"en": "Maps"}, body={"en": "![x](gone.png)"})
        services.add_item(version, lesson, by=manager)
        services.add_item(version, QuizDraft(title={"en": "Quiz"}), by=manager)

    with pytest.raises(NotReady) as refused, transaction():
        services.publish_version(version, by=manager)

    assert refused.value.details["reasons"] == [
        "Maps: The picture gone.png is not among its files.",
        "Quiz: There are no questions yet.",
    ]


def test_keys_are_made_of_titles_and_stay(manager):
    version = make_course(by=manager).versions[0]
    with transaction():
        for _ in range(2):
            services.add_item(version, LessonDraft(title={"en": "Open data!"}), by=manager)
        renamed = LessonDraft(title={"en": "Licences"}, key="ignored")
        services.change_item(version, "open-data", draft=renamed, by=manager)

    assert [(item.key, item.title["en"]) for item in queries.version_items(version)] == [
        ("open-data", "Licences"),
        ("open-data-2", "Open data!"),
    ]
    with pytest.raises(Invalid), transaction():
        quiz = QuizDraft(title={"en": "Q"}, key="open-data")
        services.add_item(version, quiz, by=manager)


def test_no_course_comes_before_itself_by_however_many_steps(manager):
    first, second, third = a_course(), a_course(), a_course()
    with transaction():
        services.set_prerequisites(second, [first], by=manager)
        services.set_prerequisites(third, [second], by=manager)

    with pytest.raises(Invalid, match="needs this course itself"), transaction():
        services.set_prerequisites(first, [third], by=manager)

    assert queries.prerequisites_of(third) == [second]
    with transaction():
        services.set_prerequisites(third, [], by=manager)
        services.set_prerequisites(first, [third], by=manager)
    assert queries.prerequisites_of(first) == [third]


def test_only_those_who_keep_it_change_it():
    programme, other = a_programme(slug="ours"), a_programme(slug="theirs")
    ours, theirs = a_programme_manager(programme), a_programme_manager(other)
    course = make_course(by=ours, programme_id=programme.id)

    for person in (a_person(), theirs):
        with pytest.raises(NotAllowed), transaction():
            services.archive_course(course, by=person)
    draft = services.course_draft_of(course)
    with pytest.raises(NotAllowed), transaction():
        services.change_course(
            course, services.CourseDraft(**(vars(draft) | {"programme_id": other.id})), by=ours
        )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": {}}, "title"),
        ({"hours": 0}, "hours"),
        ({"topics": ["astrology"]}, "topics"),
        ({"topics": ["maps", "maps"]}, "topics"),
        ({"dimensions": ["mars"]}, "dimensions"),
        ({"slug": "Open Data"}, "slug"),
    ],
)
def test_what_is_wrong_with_a_course_is_said_at_its_field(manager, change, field):
    draft = services.CourseDraft(**({"slug": "x", "title": {"en": "X"}, "hours": 1} | change))

    with pytest.raises(Invalid) as refused, transaction():
        services.make_course(draft, by=manager)

    assert list(refused.value.errors) == [field]


def test_an_address_is_given_once(manager):
    make_course(by=manager)

    with pytest.raises(CourseSlugTaken), transaction():
        services.make_course(
            services.CourseDraft(slug="open-data", title={"en": "X"}, hours=1), by=manager
        )


def test_an_archived_course_is_not_written_any_more(manager):
    course = make_course(by=manager)
    with transaction():
        services.archive_course(course, by=manager, reason="Outdated")

    with pytest.raises(Conflict, match="archived"):
        written(course, by=manager)
    with transaction():
        services.restore_course(course, by=manager)
    assert written(course, by=manager).number == 1


def test_every_change_is_in_the_history_and_nothing_changed_is_nothing(manager):
    course = make_course(by=manager)
    version = written(course, by=manager)
    with transaction():
        services.move_item(version, "check-1", by_steps=-9, by=manager)
        services.move_item(version, "check-1", by_steps=-1, by=manager)
        services.change_course(course, services.course_draft_of(course), by=manager)

    told = [entry.action for entry in db.session.query(Entry).order_by(Entry.number)]
    assert told[-3:] == ["course.made", "course-version.written", "course-version.part-moved"]


def test_pictures_are_for_those_who_keep_the_course_or_take_part(manager, monkeypatch):
    course = make_course(by=manager)
    version = written(course, by=manager)
    learner, stranger = a_person(), a_person()
    monkeypatch.setattr(permissions, "_takers", [lambda person, _course: person is learner])
    file = version.lessons[0].files[0].file

    def seen_by(person):
        monkeypatch.setattr("hub.learning.courses.views.files.person_or_none", lambda: person)
        return may_see_file(file)

    assert seen_by(manager)
    assert not seen_by(learner), "it is a draft"
    with transaction():
        services.publish_version(version, by=manager)
    assert seen_by(learner)
    assert not seen_by(stranger)
    assert not seen_by(None)


def test_the_doctor_finds_what_no_service_would_do(manager):
    first, second = a_course(slug="first"), a_course(slug="second")
    lesson = a_lesson(first.versions[0], key="same", position=1)
    a_quiz(first.versions[0], key=lesson.key, position=1)
    kept(Prerequisite(course_id=first.id, required_id=second.id))
    kept(Prerequisite(course_id=second.id, required_id=first.id))
    bare = make_course(by=manager, slug="bare")
    with transaction():
        bare.published_at = first.published_at

    found = " · ".join(problems())

    assert "course bare is shown" in found
    assert found.count("has to be completed before itself") == 2
    assert "2 parts with the key same" in found
    assert "two parts in one place" in found


def test_the_doctor_is_content_with_what_services_do(manager):
    published(make_course(by=manager), manager)

    assert list(problems()) == []
