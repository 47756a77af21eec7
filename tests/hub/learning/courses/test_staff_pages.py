"""Those who keep courses: from an idea to a published version, without a script."""

import io
import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hub.accounts.models import Role, User
from hub.core.database import db, transaction
from hub.learning.courses import queries, services
from hub.learning.courses.models import Course
from tests.counting import asked_for
from tests.factories import a_person_who_is
from tests.factories.learning import a_class_manager, a_course
from tests.factories.programme import a_programme, a_programme_manager
from tests.hub.accounts.stories import words
from tests.hub.learning.courses.stories import a_document, a_picture, make_course, written
from tests.signing_in import sign_in_as

NEW = {"title-en": "Open data", "title-id": "Data terbuka", "slug": "open-data", "hours": "6",
       "level": "first-steps", "topics": ["open-data"], "dimensions": ["governance"]}  # fmt: skip


@pytest.fixture
def manager(client: FlaskClient) -> User:
    manager = a_class_manager()
    sign_in_as(client, manager)
    return manager


def the_course(slug: str = "open-data") -> Course:
    db.session.expire_all()
    return db.session.query(Course).filter_by(slug=slug).one()


def test_a_course_is_made_written_and_published(client: FlaskClient, manager: User) -> None:
    made = client.post("/admin/courses/new", data=NEW)
    at = made.location
    assert "Nobody outside sees this course yet" in words(client.get(at))

    lesson = client.post(
        f"{at}/versions/1/new/lesson",
        data={"title-en": "What a city counts", "body-en": "It **counts**.", "minutes": "12",
              "is_required": "y"},
    )  # fmt: skip
    assert lesson.location == f"{at}/versions/1/parts/what-a-city-counts"
    quiz = client.post(
        f"{at}/versions/1/new/quiz", data={"title-en": "Check yourself", "pass_percent": "70"}
    ).location
    page = words(client.get(f"{at}/versions/1"))
    assert "What a city counts" in page
    assert "One thing is missing before it can be published." in page
    refused = client.post(f"{at}/versions/1/publish")
    assert refused.status_code == 422
    assert "Check yourself: There are no questions yet." in words(refused)

    asked = client.post(
        f"{quiz}/questions/new/single",
        data={"text-en": "How many dimensions?", "points": "1", "options-0-text-en": "Six",
              "options-0-correct": "y", "options-1-text-en": "Three"},
    )  # fmt: skip
    assert asked.location == f"{quiz}#questions"
    assert "How many dimensions?" in words(client.get(quiz))
    assert client.post(f"{at}/versions/1/publish").location == at
    assert client.post(f"{at}/publish").status_code == 302

    course = the_course()
    assert course.is_shown
    assert queries.minutes_of(course.versions[0]) == 13
    page = words(client.get(at))
    assert "Everybody sees the course now." in page
    assert "published the course" in page
    assert "published a version of the syllabus" in words(client.get(f"{at}/versions/1"))


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    client: FlaskClient, manager: User
) -> None:
    a_course(slug="taken")

    taken = client.post("/admin/courses/new", data=NEW | {"slug": "taken"})
    odd = client.post("/admin/courses/new", data=NEW | {"slug": "Über uns", "title-en": "Kept"})

    assert taken.status_code == odd.status_code == 422
    assert "This address is in use" in words(taken)
    assert "Lower-case letters, digits and hyphens" in words(odd)
    assert 'value="Kept"' in odd.text


def test_a_lesson_is_looked_at_before_it_is_saved(client: FlaskClient, manager: User) -> None:
    at = client.post("/admin/courses/new", data=NEW).location
    fields = {"title-en": "One", "title-id": "Satu", "minutes": "5",
              "body-en": "# Begin\n\n<b>x</b>", "body-id": "Mulai *di sini*."}  # fmt: skip

    shown = client.post(f"{at}/versions/1/new/lesson", data=fields | {"look": "1"})

    assert "<h3>Begin</h3>" in shown.text
    assert "&lt;b&gt;x&lt;/b&gt;" in shown.text
    assert "<em>di sini</em>" in shown.text
    assert queries.version_items(the_course().versions[0]) == []


def test_a_picture_is_added_called_by_its_name_and_removed(
    client: FlaskClient, manager: User
) -> None:
    course = make_course(by=manager)
    version = written(course, by=manager)
    at = f"/admin/courses/{course.id}/versions/1/parts/open-licences"
    sent = {
        "new-file": (io.BytesIO(a_picture("red")), "Peta Banjir (2).PNG"),
        "new-title-en": "Floods",
    }

    added = client.post(f"{at}/files", data=sent)

    assert added.location == f"{at}#files"
    assert "![Floods](peta-banjir-2.png)" in client.get(at).text
    lesson = queries.lesson_called(version, "open-licences")
    db.session.refresh(lesson)
    assert lesson.files[0].file.content_type == "image/webp"
    shown = client.get(f"/photos/{lesson.files[0].file_id}", buffered=True)
    assert shown.status_code == 200
    client.post(f"{at}/files/remove", data={"name": "peta-banjir-2.png"})
    assert "peta-banjir-2.png" not in client.get(at).text


def test_what_is_no_picture_is_refused_on_the_page(client: FlaskClient, manager: User) -> None:
    course = make_course(by=manager)
    written(course, by=manager)
    at = f"/admin/courses/{course.id}/versions/1/parts/open-licences"
    sent = {"new-file": (io.BytesIO(b"<svg onload=alert(1)>"), "map.png")}

    answer = client.post(f"{at}/files", data=sent, follow_redirects=True)

    assert "We cannot read this as a picture" in words(answer)


def test_parts_and_questions_move_and_go_by_buttons(client: FlaskClient, manager: User) -> None:
    course = make_course(by=manager)
    version = written(course, by=manager)
    at = f"/admin/courses/{course.id}/versions/1/parts"

    client.post(f"{at}/data-sheet/move", data={"to": "up"})
    client.post(f"{at}/check-1/questions/q4/move", data={"to": "up"})
    client.post(f"{at}/check-1/questions/q1/remove")
    gone = client.post(f"{at}/what-a-city-counts/remove")

    assert gone.location == f"/admin/courses/{course.id}/versions/1"
    db.session.expire_all()
    assert [item.key for item in queries.version_items(version)] == [
        "check-1", "data-sheet", "open-licences",
    ]  # fmt: skip
    assert [item.position for item in queries.version_items(version)] == [1, 2, 3]
    assert [each["id"] for each in version.quizzes[0].questions] == ["q2", "q4", "q3"]


def test_a_quiz_is_tried_and_nothing_is_kept(client: FlaskClient, manager: User) -> None:
    course = make_course(by=manager)
    written(course, by=manager)
    at = f"/admin/courses/{course.id}/versions/1/parts/check-1/try"

    tried = client.post(at, data={"answer-q1": "a", "answer-q2": ["a", "b"], "answer-q4": "wib"})

    page = words(tried)
    assert "Not passed" in page
    assert "2 of 5 points, 40 %" in page
    assert "Six, after Giffinger" in page
    assert "Not answered" in page


def test_a_question_of_each_kind_is_changed_as_it_was_written(
    client: FlaskClient, manager: User
) -> None:
    course = make_course(by=manager)
    version = written(course, by=manager)
    at = f"/admin/courses/{course.id}/versions/1/parts/check-1/questions"

    number = {"text-en": "One in four?", "points": "2", "answer": "0.25", "tolerance": "0.02"}
    client.post(f"{at}/q3", data=number)
    client.post(f"{at}/q4", data={"text-en": "Time?", "points": "1", "accepted": "WIB\nWITA\n"})
    refused = client.post(f"{at}/q3", data=number | {"answer": "a quarter"})

    db.session.expire_all()
    q3, q4 = version.quizzes[0].questions[2:]
    assert (q3["tolerance"], q3["points"]) == ("0.02", 2)
    assert q4["accepted"] == ["WIB", "WITA"]
    assert refused.status_code == 422
    assert "number with a decimal point" in words(refused)


def test_an_assignment_has_a_rubric_of_any_length(client: FlaskClient, manager: User) -> None:
    course = make_course(by=manager)
    version = written(course, by=manager)
    at = f"/admin/courses/{course.id}/versions/1/parts/data-sheet"
    page = client.get(at).text
    assert page.count("A new line") == 2

    client.post(
        at,
        data={"title-en": "Your data sheet", "brief-en": "Describe it.", "pass_percent": "50",
              "rubric-0-id": "clarity", "rubric-0-title-en": "Clear", "rubric-0-points": "4",
              "rubric-1-id": "c2", "rubric-1-title-en": "Complete", "rubric-1-remove": "y",
              "rubric-2-title-en": "Open", "rubric-2-about-en": "A licence.",
              "rubric-2-points": "3"},
    )  # fmt: skip

    db.session.expire_all()
    rubric = version.assignments[0].rubric
    assert [(line["id"], line["points"]) for line in rubric] == [("clarity", 4), ("c2", 3)]


def test_what_a_version_promises_is_written_line_by_line(
    client: FlaskClient, manager: User
) -> None:
    course = make_course(by=manager)
    at = f"/admin/courses/{course.id}/versions/1/about"

    client.post(at, data={"outcomes-0-line-en": "Tell data apart.", "outcomes-1-line-en": "",
                          "outcomes-2-line-id": "Memakai lisensi.", "syllabus-en": "Two evenings",
                          "version": "1"})  # fmt: skip

    version = the_course().versions[0]
    assert version.outcomes == [{"en": "Tell data apart."}, {"id": "Memakai lisensi."}]
    stale = client.post(at, data={"syllabus-en": "Mine", "version": "1"})
    assert stale.status_code == 422
    assert "Somebody changed this" in words(stale)


def test_a_published_version_is_shown_and_a_new_one_is_begun(
    client: FlaskClient, manager: User
) -> None:
    course = make_course(by=manager)
    version = written(course, by=manager)
    with transaction():
        services.publish_version(version, by=manager)
    at = f"/admin/courses/{course.id}/versions"

    page = client.get(f"{at}/1")
    assert "stays as it is" in words(page)
    assert "Add a lesson" not in page.text
    assert client.get(f"{at}/1/parts/check-1").location.endswith("/look")
    assert client.post(f"{at}/1/parts/check-1/move").status_code == 303
    assert client.post(at).location == f"{at}/2"
    assert client.post(at).location == f"{at}/2", "the draft that is there"
    assert "A map" in client.get(f"{at}/1/parts/what-a-city-counts/look").text
    client.post(f"{at}/2/discard")
    assert [each.number for each in the_course().versions] == [1]


def test_a_document_is_exported_and_brought_in(client: FlaskClient, manager: User) -> None:
    course = make_course(by=manager)
    written(course, by=manager)
    out = client.get(f"/admin/courses/{course.id}/versions/1/document")
    assert "filename=open-data-1.json" in out.headers["Content-Disposition"]
    other = make_course(by=manager, slug="elsewhere")
    at = f"/admin/courses/{other.id}/document"

    done = client.post(at, data={"file": (io.BytesIO(out.data), "open-data.json")})
    no_json = client.post(at, data={"file": (io.BytesIO(b"\xff{"), "x.json")})
    wrong = a_document(items=[{"kind": "lesson", "tittle": {}}])
    refused = client.post(at, data={"file": (io.BytesIO(json.dumps(wrong).encode()), "x.json")})

    assert done.location == f"/admin/courses/{other.id}/versions/1"
    assert len(queries.version_items(the_course("elsewhere").versions[0])) == 4
    assert "This is not a JSON file." in words(no_json)
    assert refused.status_code == 422
    assert "items.0.tittle" in words(refused)


def test_courses_are_found_by_words_state_and_level(client: FlaskClient, manager: User) -> None:
    a_course(title={"en": "Grants", "de": "Förderanträge"}, slug="grants")
    a_course(title={"en": "Pitching"}, slug="pitching", published_at=None)

    assert "Pitching" not in words(client.get("/admin/courses?q=gran"))
    assert "Grants" in words(client.get("/admin/courses?q=FÖRDER"))
    assert "Grants" not in words(client.get("/admin/courses?state=draft"))
    assert "No course fits this search." in words(client.get("/admin/courses?level=advanced"))
    assert client.get("/admin/courses?state=nonsense").status_code == 200


def test_a_manager_of_one_programme_keeps_its_courses_alone(
    client: FlaskClient, app: Flask
) -> None:
    programme, other = a_programme(slug="ours"), a_programme(slug="theirs")
    ours = a_course(slug="of-ours", programme_id=programme.id, title={"en": "Ours"})
    theirs = a_course(slug="of-theirs", programme_id=other.id, title={"en": "Theirs"})
    sign_in_as(client, a_programme_manager(programme))

    page = words(client.get("/admin/courses"))

    assert "Ours" in page
    assert "Theirs" not in page
    assert client.get(f"/admin/courses/{ours.id}").status_code == 200
    assert client.get(f"/admin/courses/{theirs.id}").status_code == 404
    refused = client.post("/admin/courses/new", data=NEW)
    assert refused.status_code == 422
    made = client.post("/admin/courses/new", data=NEW | {"programme_id": str(programme.id)})
    assert made.status_code == 302


def test_a_course_is_put_away_and_taken_out_again(client: FlaskClient, manager: User) -> None:
    course = a_course()
    at = f"/admin/courses/{course.id}"

    client.post(f"{at}/archive", data={"reason": "Outdated"})
    assert "This course is archived." in words(client.get(at))
    assert client.post(f"{at}/edit", data=NEW).status_code == 422
    client.post(f"{at}/restore")
    assert "This course is archived." not in words(client.get(at))


def test_the_list_asks_as_much_for_thirty_courses_as_for_one(
    client: FlaskClient, app: Flask
) -> None:
    sign_in_as(client, a_person_who_is(Role.ADMIN))
    a_course()
    one, _page = asked_for(client, "/admin/courses?limit=50")
    programme = a_programme()
    for _ in range(30):
        a_course(programme_id=programme.id)

    many, page = asked_for(client, "/admin/courses?limit=50")

    assert page.count("/admin/courses/") > 20
    assert many <= one + 1, "their programmes, once for all"
