"""A whole version as one document: put, refused, given back, taken to another city."""

import pytest

from hub.core.database import transaction
from hub.core.errors import Invalid, NotAllowed
from hub.files.queries import get_file
from hub.learning.courses import queries, services
from hub.learning.courses.errors import CourseChanged
from tests.factories import a_person
from tests.factories.learning import a_class_manager
from tests.hub.learning.courses.stories import a_document, make_course, written

pytestmark = pytest.mark.usefixtures("app")


def test_a_document_becomes_the_draft_with_its_parts_in_order():
    manager = a_class_manager()
    course = make_course(by=manager)

    version = written(course, by=manager)

    assert version.number == 1
    assert version.is_draft
    assert [(queries.kind_of(item).value, item.key) for item in queries.version_items(version)] == [
        ("lesson", "what-a-city-counts"),
        ("quiz", "check-1"),
        ("lesson", "open-licences"),
        ("assignment", "data-sheet"),
    ]
    assert [line["id"] for line in version.assignments[0].rubric] == ["clarity", "c2"]
    assert queries.minutes_of(version) == 12 + 4 + 8
    assert queries.reasons_against(version) == []


def test_what_is_given_back_can_be_put_again_and_changes_nothing():
    manager = a_class_manager()
    course = make_course(by=manager)
    version = written(course, by=manager)
    first = queries.document_of(version)

    with transaction():
        again = services.put_document(course, first, by=manager)

    assert again.id == version.id
    assert queries.document_of(again) == first


def test_another_city_takes_it_with_its_pictures():
    manager = a_class_manager()
    here, there = make_course(by=manager), make_course(by=manager, slug="open-data-berlin")
    document = queries.document_of(written(here, by=manager), with_content=True)

    with transaction():
        theirs = services.put_document(there, document, by=manager)

    ours = here.versions[0].lessons[0].files[0]
    copied = theirs.lessons[0].files[0]
    assert copied.name == "map.png"
    assert copied.file_id != ours.file_id
    assert (copied.file.width, copied.file.height) == (640, 360)
    assert copied.file.owner_id == there.id


def test_a_file_is_named_by_its_hash_alone_only_where_the_course_has_it():
    manager = a_class_manager()
    document = queries.document_of(written(make_course(by=manager), by=manager))
    elsewhere = make_course(by=manager, slug="elsewhere")

    with pytest.raises(Invalid, match="no file with this hash"), transaction():
        services.put_document(elsewhere, document, by=manager)


def test_a_picture_that_the_draft_no_longer_has_is_let_go():
    manager = a_class_manager()
    course = make_course(by=manager)
    version = written(course, by=manager)
    gone = version.lessons[0].files[0].file_id

    written(course, by=manager, items=[])

    with pytest.raises(Exception, match="no such file"):
        get_file(gone)


def test_all_that_is_wrong_is_said_at_its_place():
    manager = a_class_manager()
    course = make_course(by=manager)
    document = a_document()
    document["items"][0]["tittle"] = {"en": "misspelt"}
    document["items"][0]["minutes"] = "12"
    document["items"][1]["questions"][0]["options"][1]["correct"] = True
    document["items"][2]["key"] = "what-a-city-counts"
    document["items"][3]["title"] = "Plain text"

    with pytest.raises(Invalid) as refused, transaction():
        services.put_document(course, document, by=manager)

    assert sorted(refused.value.errors) == [
        "items.0.minutes",
        "items.0.tittle",
        "items.1.questions.0.options",
        "items.2.key",
        "items.3.title",
    ]
    assert queries.version_items(course.versions[0]) == []


@pytest.mark.parametrize("nonsense", [None, [], "text", 3, {"items": 3}, {"items": [None, 7]}])
def test_nonsense_is_refused_and_never_breaks(nonsense):
    manager = a_class_manager()
    course = make_course(by=manager)

    with pytest.raises(Invalid), transaction():
        services.put_document(course, nonsense, by=manager)


def test_only_its_keepers_write_it_and_nobody_over_the_other():
    manager = a_class_manager()
    course = make_course(by=manager)
    seen = course.versions[0].version

    written(course, by=manager)

    with pytest.raises(CourseChanged), transaction():
        services.put_document(course, a_document(), by=manager, expected=seen)
    with pytest.raises(NotAllowed), transaction():
        services.put_document(course, a_document(), by=a_person())


def test_once_published_the_next_document_makes_a_new_version():
    manager = a_class_manager()
    course = make_course(by=manager)
    first = written(course, by=manager)
    with transaction():
        services.publish_version(first, by=manager)

    with transaction():
        whole = queries.document_of(first, with_content=True)
        second = services.put_document(course, whole, by=manager)

    assert second.number == 2
    assert second.lessons[0].files[0].file_id == first.lessons[0].files[0].file_id
    assert queries.current_version(course) == first
