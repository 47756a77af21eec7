"""Learning by API: what learners and who teaches do, and what nobody gets out of it."""

import base64
import io
import re
import zipfile
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from hub.accounts.models import TokenScope
from hub.core.clock import frozen_at, now
from hub.core.database import db, transaction
from hub.learning.classes.services import cancel_run
from hub.learning.study.models import OfflineKit, Post, QuizAttempt, Submission
from hub.learning.study.queries import study_of
from hub.outbox.models import Message
from tests.api import Caller
from tests.factories import a_person, kept, slot
from tests.factories.learning import (
    a_class_manager,
    a_class_session,
    a_run,
    an_enrolment,
    an_instructor,
    has_seat,
)
from tests.hub.files.papers import a_pdf
from tests.hub.learning.enrolments.stories import leaves
from tests.hub.learning.study.stories import LESSON, RIGHT, Scene, a_file_of
from tests.hub.learning.study.test_pages import fill

MINUTE = timedelta(minutes=1)
MARKS = {"clarity": {"points": 4}, "evidence": {"points": 5, "note": "Counted!"}}
#: What stands in the questions and in no answer to a learner.
SECRETS = ("correct", "tolerance", "accepted", "Waktu Indonesia Barat", "0.01")


class Calls(Scene):
    """The scene of the pages, with a program for each."""

    def __init__(self, app: Flask, **quiz: Any) -> None:
        super().__init__(app, **quiz)
        self.app = app
        self.of_siti, self.of_budi = Caller(app, self.siti), Caller(app, self.budi)
        self.of_rudi = Caller(app, a_person(name="Rudi"))
        self.api = f"/classes/{self.run.id}"
        rows = ("run", "budi", "enrolment")
        self._rows = {name: (type(getattr(self, name)), getattr(self, name).id) for name in rows}

    def found_again(self) -> None:
        """In a session that has forgotten them."""
        for name, (kind, id_) in self._rows.items():
            setattr(self, name, db.session.get_one(kind, id_))

    def another(self) -> Caller:
        """Of somebody else with a place."""
        return Caller(self.app, an_enrolment(self.run, a_person(name="Dewi")).user)

    def begun(self) -> str:
        """The address of a try that Siti has begun."""
        started = self.of_siti.post(f"{self.api}/quizzes/check/tries")
        assert started.status_code == 201, started.text
        return str(started.headers["Location"].removeprefix("/api/v1"))

    def handed_in(self, **body: Any) -> str:
        """The address of Siti's work."""
        answer = self.of_siti.post(
            f"{self.api}/assignments/essay/submissions", {"text": "One street"} | body
        )
        assert answer.status_code == 201, answer.text
        return str(answer.headers["Location"].removeprefix("/api/v1"))

    def asked(self) -> str:
        """The address of Siti's question."""
        body = {"title": "Which data?", "text": "Where do I *find* it?"}
        answer = self.of_siti.post(f"{self.api}/discussion", body)
        assert answer.status_code == 201, answer.text
        return str(answer.headers["Location"].removeprefix("/api/v1"))


def test_a_learner_reads_and_sees_how_far_they_are(app: Flask) -> None:
    scene = Calls(app)
    session = a_class_session(scene.run, slot(15), recording_url="https://films.example/secret")
    file = a_file_of(scene.lesson)
    lesson = f"{scene.api}/lessons/one"

    first = scene.of_siti.get(f"{scene.api}/learning")
    read = scene.of_siti.get(lesson)
    content = scene.of_siti.get(f"{lesson}/files/{file.id}")
    done = scene.of_siti.post(f"{lesson}/read")
    again = scene.of_siti.post(f"{lesson}/read")
    with frozen_at(session.ends_at + MINUTE):
        after = scene.of_siti.get(f"{scene.api}/learning")

    assert (first.json["progress"], first.json["parts_required"]) == (0, 3)
    assert [(s["kind"], s["state"]) for s in first.json["steps"]] == [
        ("lesson", "next"), ("quiz", "todo"), ("assignment", "todo"),
    ]  # fmt: skip
    assert first.json["meetings"][0]["way_in"].endswith(f"/go/{session.id}")
    assert first.json["meetings"][0]["recording"] is None
    assert (read.json["is_done"], read.json["text"]) == (False, {"en": LESSON})
    assert [each["name"] for each in read.json["files"]] == ["street.pdf"]
    assert base64.b64decode(content.json["content"]).startswith(b"%PDF")
    assert done.json["is_done"] is True
    assert again.json == done.json
    assert after.json["progress"] == 33
    assert after.json["meetings"][0]["way_in"] is None
    assert after.json["meetings"][0]["recording"].endswith(f"/go/{session.id}/recording")
    for answer in (first, read, after):
        assert "films.example" not in answer.text
        assert "video.example" not in answer.text


def test_a_quiz_is_begun_saved_and_handed_in_once(app: Flask) -> None:
    scene = Calls(app, attempts=2)

    before = scene.of_siti.get(f"{scene.api}/quizzes/check")
    at = scene.begun()
    same = scene.begun()
    open_ = scene.of_siti.get(at)
    saved = scene.of_siti.call("PUT", f"{at}/answers", json={"answers": {"q1": "b", "zz": "?"}})
    stale = scene.of_siti.call(
        "PUT", f"{at}/answers", json={"answers": {}}, headers={"If-Match": open_.headers["ETag"]}
    )
    result = scene.of_siti.post(f"{at}/hand-in", {"answers": RIGHT | {"q1": "b"}})
    again = scene.of_siti.post(f"{at}/hand-in", {"answers": RIGHT})
    late = scene.of_siti.call("PUT", f"{at}/answers", json={"answers": RIGHT})
    stands = scene.of_siti.get(f"{scene.api}/quizzes/check")

    assert (before.json["tries_left"], before.json["questions"]) == (2, [])
    assert same == at
    assert [each["id"] for each in open_.json["questions"]] == ["q1", "q2", "q3", "q4"]
    assert open_.json["result"] is None
    assert saved.json["answers"] == {"q1": "b"}
    assert (stale.status_code, stale.json["code"]) == (412, "changed-meanwhile")
    assert (result.json["points"], result.json["result"]["percent"]) == (4, 80)
    assert result.json["result"]["questions"][0]["verdict"] == "wrong"
    assert "Giffinger" in result.json["result"]["questions"][0]["feedback"]["en"]
    assert again.json == result.json, "once marked it stays"
    assert (late.status_code, late.json["code"]) == (409, "already-handed-in")
    assert (stands.json["passed"], stands.json["tries_left"]) == (True, 1)
    assert study_of(scene.enrolment).quizzes["check"].best == 80


def test_no_answer_says_what_is_right(app: Flask) -> None:
    scene = Calls(app, attempts=1)
    at = scene.begun()

    answers = [
        scene.of_siti.get(f"{scene.api}/learning"),
        scene.of_siti.get(f"{scene.api}/quizzes/check"),
        scene.of_siti.get(at),
        scene.of_siti.call("PUT", f"{at}/answers", json={"answers": {"q1": "b"}}),
        scene.of_siti.post(f"{at}/hand-in"),
        scene.of_siti.get(at),
        scene.of_budi.get(f"{scene.api}/quizzes/check"),
    ]

    for answer in answers:
        assert answer.status_code == 200, answer.text
        assert [secret for secret in SECRETS if secret in answer.text] == []
    assert answers[-1].json["questions"], "who teaches reads what is asked"


def test_after_the_time_what_was_saved_is_marked_and_nothing_else_taken(app: Flask) -> None:
    scene, begun = Calls(app, time_limit_minutes=10), now()
    with frozen_at(begun):
        at = scene.begun()
        scene.of_siti.call("PUT", f"{at}/answers", json={"answers": {"q1": "a"}})
    with frozen_at(begun + 10 * MINUTE):
        late = scene.of_siti.call("PUT", f"{at}/answers", json={"answers": RIGHT})
        handed = scene.of_siti.post(f"{at}/hand-in", {"answers": RIGHT})
        seen = scene.of_siti.get(at)

    assert (late.status_code, late.json["code"]) == (409, "quiz-time-over")
    assert (handed.json["points"], handed.json["answers"]) == (1, {"q1": "a"})
    assert seen.json["submitted_at"] == seen.json["due_at"]


def test_looking_at_a_try_whose_time_is_over_marks_it(app: Flask) -> None:
    scene, begun = Calls(app, time_limit_minutes=10, attempts=1), now()
    with frozen_at(begun):
        at = scene.begun()
    with frozen_at(begun + 11 * MINUTE):
        listed = scene.of_siti.get(f"{scene.api}/quizzes/check")
        seen = scene.of_siti.get(at)
        none_left = scene.of_siti.post(f"{scene.api}/quizzes/check/tries")

    assert listed.json["tries"][0]["points"] == 0
    assert seen.json["result"]["passed"] is False
    assert (none_left.status_code, none_left.json["code"]) == (409, "no-tries-left")


def test_somebody_elses_try_is_not_there(app: Flask) -> None:
    scene = Calls(app)
    at, other = scene.begun(), scene.another()

    tried = [
        other.get(at),
        other.call("PUT", f"{at}/answers", json={"answers": {"q1": "a"}}),
        other.post(f"{at}/hand-in", {"answers": RIGHT}),
    ]
    teacher = scene.of_budi.get(at)

    assert [each.status_code for each in tried] == [404, 404, 404]
    assert teacher.status_code == 403, "it is the learner's alone"
    assert scene.of_siti.get(at).json["answers"] == {}


@pytest.mark.parametrize("answer", [{"a": 1}, 5, ["a", 5], None, "x" * 401, ["a"] * 101])
def test_what_is_no_answer_is_refused(app: Flask, answer: object) -> None:
    scene = Calls(app)
    at = scene.begun()

    refused = scene.of_siti.call("PUT", f"{at}/answers", json={"answers": {"q2": answer}})

    assert refused.status_code == 422
    assert list(refused.json["errors"]) == ["answers.q2"]


def test_work_goes_to_its_mark_and_back(app: Flask) -> None:
    scene = Calls(app)
    file = {"name": "street.pdf", "content": base64.b64encode(a_pdf()).decode()}

    at = scene.handed_in(files=[file], text="One **street**, https://street.example/a")
    listed = scene.of_budi.get(f"{scene.api}/submissions")
    seen = scene.of_budi.get(at)
    content = scene.of_budi.get(f"{at}/files/{seen.json['files'][0]['id']}")
    body = {"marks": MARKS, "feedback": "Well seen.", "version": seen.json["version"]}
    incomplete = scene.of_budi.call("PUT", f"{at}/marks", json=body | {"marks": {}})
    marked = scene.of_budi.call("PUT", f"{at}/marks", json=body)
    stale = scene.of_budi.call("PUT", f"{at}/marks", json=body)
    own = scene.of_siti.get(f"{scene.api}/assignments/essay")
    more = scene.of_siti.post(f"{scene.api}/assignments/essay/submissions", {"text": "More"})

    assert [(each["name"], each["file_count"]) for each in listed.json["items"]] == [("Siti", 1)]
    assert base64.b64decode(content.json["content"]) == a_pdf()
    assert incomplete.status_code == 422
    assert set(incomplete.json["errors"]) == {"points-clarity", "points-evidence"}
    assert (marked.json["points"], marked.json["passed"]) == (9, True)
    assert (stale.status_code, stale.json["code"]) == (409, "marked-meanwhile")
    assert [line["note"] for line in own.json["works"][0]["lines"]] == ["", "Counted!"]
    assert own.json["works"][0]["feedback"] == "Well seen."
    assert (more.status_code, more.json["code"]) == (409, "assignment-passed")
    assert scene.of_budi.get(f"{scene.api}/submissions").json["items"] == []
    everything = scene.of_budi.get(f"{scene.api}/submissions?everything=true").json["items"]
    assert [each["points"] for each in everything] == [9]


def test_the_newest_work_is_marked_and_older_stands_beside_it(app: Flask) -> None:
    scene = Calls(app)
    first = scene.handed_in(text="First")
    second = scene.handed_in(text="Second")
    body = {"marks": MARKS, "version": 1}

    older = scene.of_budi.call("PUT", f"{first}/marks", json=body)
    seen = scene.of_budi.get(second)

    assert (older.status_code, older.json["code"]) == (409, "newer-work-handed-in")
    assert [each["text"] for each in seen.json["others"]] == ["First"]


def test_what_is_no_work_is_refused_before_anything_is_kept(app: Flask) -> None:
    scene = Calls(app)
    at = f"{scene.api}/assignments/essay/submissions"
    pdf = {"name": "a.pdf", "content": base64.b64encode(a_pdf()).decode()}
    script = {"name": "a.pdf", "content": base64.b64encode(b"#!/bin/sh\n").decode()}

    refused = [
        scene.of_siti.post(at, body)
        for body in (
            {},
            {"text": "  "},
            {"text": "x", "files": [{"name": "a.pdf", "content": "%%%"}]},
            {"text": "x", "files": [script]},
            {"text": "x", "files": [pdf] * 6},
            {"text": "x" * 20_001},
        )
    ]

    assert [each.status_code for each in refused] == [422, 422, 422, 422, 422, 422]
    assert "files.0.content" in refused[2].json["errors"]
    assert db.session.scalar(select(func.count()).select_from(Submission)) == 0


def test_somebody_elses_work_is_for_who_teaches_alone(app: Flask) -> None:
    scene = Calls(app)
    file = {"name": "street.pdf", "content": base64.b64encode(a_pdf()).decode()}
    at, other = scene.handed_in(files=[file]), scene.another()
    file_id = scene.of_siti.get(at).json["files"][0]["id"]
    body = {"marks": MARKS, "version": 1}

    assert other.get(at).status_code == 404
    assert other.get(f"{at}/files/{file_id}").status_code == 404
    assert other.get(f"{scene.api}/submissions").status_code == 404
    assert other.call("PUT", f"{at}/marks", json=body).status_code == 404
    assert scene.of_siti.call("PUT", f"{at}/marks", json=body).status_code == 404, "nor one's own"
    assert scene.of_siti.get(f"{at}/files/{file_id}").status_code == 200
    assert other.get(f"{scene.api}/assignments/essay").json["works"] == []


def test_nothing_of_another_class_is_found_through_ones_own(app: Flask) -> None:
    """Dewi learns and Agus teaches in another run of the same course."""
    scene = Calls(app)
    elsewhere = a_run(scene.run.course)
    dewi = Caller(app, an_enrolment(elsewhere).user)
    agus = Caller(app, an_instructor(elsewhere))
    file = {"name": "street.pdf", "content": base64.b64encode(a_pdf()).decode()}
    paths = [scene.begun(), scene.handed_in(files=[file]), scene.asked()]
    file_id = scene.of_siti.get(paths[1]).json["files"][0]["id"]
    paths += [f"{paths[1]}/files/{file_id}", f"{paths[2]}/answers"]
    there = [path.replace(str(scene.run.id), str(elsewhere.id)) for path in paths]

    for caller in (dewi, agus, scene.of_siti):
        found = {path: caller.get(path).status_code for path in there}
        assert set(found.values()) <= {403, 404}, found
    for caller in (dewi, agus):
        found = {path: caller.get(path).status_code for path in paths}
        assert set(found.values()) <= {403, 404}, found
    marks = {"marks": MARKS, "version": 1}
    assert agus.call("PUT", f"{there[1]}/marks", json=marks).status_code == 404
    assert agus.post(f"{there[2]}/hide").status_code == 404
    assert dewi.post(f"{there[2]}/answers", {"text": "Hello"}).status_code == 404


def doors(scene: Calls) -> dict[tuple[str, str], Any]:
    """Everything that is for people with a place."""
    at, said = scene.api, {"title": "Hello", "text": "From outside."}
    rated = {"content": 1, "teaching": 1, "usefulness": 1}
    return {
        ("GET", f"{at}/learning"): None,
        ("GET", f"{at}/lessons/one"): None,
        ("POST", f"{at}/lessons/one/read"): None,
        ("GET", f"{at}/quizzes/check"): None,
        ("POST", f"{at}/quizzes/check/tries"): None,
        ("GET", f"{at}/assignments/essay"): None,
        ("POST", f"{at}/assignments/essay/submissions"): {"text": "Mine"},
        ("GET", f"{at}/discussion"): None,
        ("POST", f"{at}/discussion"): said,
        ("GET", f"{at}/announcements"): None,
        ("POST", f"{at}/announcements"): said,
        ("GET", f"{at}/feedback"): None,
        ("PUT", f"{at}/feedback"): rated,
        ("GET", f"{at}/kit"): None,
        ("PUT", f"{at}/kit"): {},
    }


def test_without_a_place_every_door_is_closed_as_its_page_is(app: Flask) -> None:
    """Who never enrolled, who waits in line, and who gave the place back."""
    scene = Calls(app, slug="full")
    full = a_run(scene.run.course, seats=1)
    in_, waiting = an_enrolment(full), an_enrolment(full)
    assert (has_seat(in_), has_seat(waiting)) == (True, False)
    left = an_enrolment(scene.run)
    leaves(left)
    scene.api = f"/classes/{full.id}"
    everything = doors(scene)
    scene.api = f"/classes/{scene.run.id}"

    for caller, tried in (
        (scene.of_rudi, doors(scene)),
        (Caller(app, left.user), doors(scene)),
        (Caller(app, waiting.user), everything),
    ):
        answers = {door: caller.call(*door, json=body) for door, body in tried.items()}
        wrong = {door: each.status for door, each in answers.items() if each.status_code != 403}
        assert wrong == {}
        assert {each.json["code"] for each in answers.values()} == {"no-place-in-class"}


def test_a_cancelled_class_is_open_to_nobody_but_who_teaches(app: Flask) -> None:
    scene = Calls(app)
    at = scene.begun()
    manager = a_class_manager()
    with transaction():
        cancel_run(scene.run, by=manager, reason="Too few came.")

    assert scene.of_siti.get(f"{scene.api}/learning").status_code == 403
    assert scene.of_siti.get(at).status_code == 403
    assert scene.of_siti.post(f"{at}/hand-in", {"answers": RIGHT}).status_code == 403
    assert scene.learner.get(f"{scene.at}/learn").status_code == 403, "as the page says"
    assert scene.of_budi.get(f"{scene.api}/learning").status_code == 200


def test_who_only_teaches_reads_and_does_not_learn(app: Flask) -> None:
    scene = Calls(app)
    taught = scene.of_budi.get(f"{scene.api}/learning").json

    assert (taught["learns"], taught["teaches"], taught["progress"]) == (False, True, None)
    assert scene.of_budi.get(f"{scene.api}/lessons/one").json["is_done"] is None
    assert scene.of_budi.get(f"{scene.api}/kit").json["size"] is None
    for method, path, body in (
        ("POST", "lessons/one/read", None),
        ("POST", "quizzes/check/tries", None),
        ("POST", "assignments/essay/submissions", {"text": "Mine"}),
        ("PUT", "feedback", {"content": 5, "teaching": 5, "usefulness": 5}),
        ("PUT", "kit", {}),
    ):
        refused = scene.of_budi.call(method, f"{scene.api}/{path}", json=body)
        assert (refused.status_code, refused.json["code"]) == (403, "no-place-in-class"), path


def test_the_class_talks_and_who_teaches_can_hide(app: Flask) -> None:
    scene = Calls(app)
    at, other = scene.asked(), scene.another()

    answered = other.post(f"{at}/answers", {"text": "On the portal."})
    edited = scene.of_siti.patch(at, {"text": "Where?"}, headers={"If-Match": '"1"'})
    stale = scene.of_siti.patch(at, {"text": "Where now?"}, headers={"If-Match": '"1"'})
    unseen = scene.of_siti.patch(at, {"text": "Where now?"}, headers={"If-Match": ""})
    not_mine = other.patch(at, {"text": "Mine"})
    listed = other.get(f"{scene.api}/discussion").json["items"]
    answers = scene.of_siti.get(f"{at}/answers").json["items"]
    not_allowed = scene.of_siti.post(f"{at}/hide")
    hidden = scene.of_budi.post(f"{at}/hide")
    gone = [other.get(at), other.get(f"{at}/answers"), other.post(f"{at}/answers", {"text": "?"})]
    answer_gone = other.get(f"{scene.api}/discussion/{answered.json['id']}")
    unlisted = other.get(f"{scene.api}/discussion").json["items"]
    to_teacher = scene.of_budi.post(f"{at}/answers", {"text": "Hidden"})
    with frozen_at(now() + 31 * MINUTE):
        scene.of_budi.post(f"{at}/show")
        late = scene.of_siti.patch(at, {"text": "Again"})

    assert (answered.status_code, answered.json["author"]) == (201, "Dewi")
    assert (edited.json["text"], edited.json["can_edit"]) == ("Where?", True)
    assert (stale.status_code, unseen.status_code, not_mine.status_code) == (412, 412, 403)
    assert [(each["author"], each["answers"], each["own"]) for each in listed] == [
        ("Siti", 1, False)
    ]
    assert [each["text"] for each in answers] == ["On the portal."]
    assert not_allowed.status_code == 403
    assert hidden.json["hidden_at"] is not None
    assert [each.status_code for each in gone] == [404, 404, 404]
    assert answer_gone.status_code == 404, "an answer goes with its thread"
    assert unlisted == []
    assert to_teacher.status_code == 409
    assert (late.status_code, late.json["code"]) == (409, "too-late-to-edit")


def test_an_announcement_sent_twice_with_one_key_is_made_once(app: Flask) -> None:
    scene = Calls(app)
    said, key = {"title": "Bring a map", "text": "Of your street."}, {"Idempotency-Key": "a-1"}
    at = f"{scene.api}/announcements"

    told = scene.of_budi.post(at, said, headers=key)
    again = scene.of_budi.post(at, said, headers=key)
    refused = scene.of_siti.post(at, said)
    seen = scene.of_siti.get(at)

    assert told.status_code == 201
    assert again.json == told.json
    assert refused.status_code == 403
    assert [(each["title"], each["author"]) for each in seen.json["items"]] == [
        ("Bring a map", "Budi")
    ]
    mails = select(Message.subject).where(Message.user_id == scene.siti.id)
    assert len([each for each in db.session.scalars(mails) if "Bring a map" in each]) == 1


def test_feedback_is_given_for_a_week_and_read_without_names(app: Flask) -> None:
    scene = Calls(app)
    session = a_class_session(scene.run, slot(15))
    said = {"content": 5, "teaching": 4, "usefulness": 3, "liked": "The maps"}
    at = f"{scene.api}/feedback"

    early = scene.of_siti.call("PUT", at, json=said)
    with frozen_at(session.starts_at):
        wrong = scene.of_siti.call("PUT", at, json=said | {"content": 6})
        scene.of_siti.call("PUT", at, json=said | {"content": 1})
        given = scene.of_siti.call("PUT", at, json=said)
        other = scene.another().get(at)
        taught = scene.of_budi.get(at)
        results = scene.of_budi.get(f"{scene.api}/survey-results")
    with frozen_at(session.starts_at + timedelta(days=7)):
        late = scene.of_siti.call("PUT", at, json=said)

    assert (early.status_code, early.json["code"]) == (409, "survey-not-open")
    assert wrong.status_code == 422
    assert (given.json["given"]["content"], given.json["given"]["can_change"]) == (5, True)
    assert other.json["given"] is None
    assert taught.json["given"] is None
    assert results.json["answers"] == 1
    assert "The maps" not in results.text, "one alone could be guessed"
    assert scene.of_siti.get(f"{scene.api}/survey-results").status_code == 404
    assert (late.status_code, late.json["code"]) == (409, "too-late-to-edit")


def test_a_kit_is_taken_along_and_its_answers_count_once(app: Flask) -> None:
    scene = Calls(app)
    at, home = f"{scene.api}/kit", app.test_client()

    sizes = scene.of_siti.get(at).json
    taken = scene.of_siti.call("PUT", at, json={"files": False})
    kit = zipfile.ZipFile(io.BytesIO(base64.b64decode(taken.json["content"])))
    quiz = kit.read("quizzes/02-check.html").decode()
    token = re.search(r'name="kit" value="([^"]+)"', quiz)
    assert token
    sent = {"kit": token[1], "quiz": "check", "answers": RIGHT, "lessons": ["one"]}
    first = home.post("/api/v1/kit-answers", json=sent)
    again = home.post("/api/v1/kit-answers", json=sent | {"answers": {"q1": "b"}})
    other_token = scene.another().post("/kit-answers", sent)
    forged = home.post("/api/v1/kit-answers", json=sent | {"kit": "x"})

    assert sizes["size"] == pytest.approx(taken.json["size"], abs=200)
    assert taken.json["token"] == token[1]
    assert "Waktu Indonesia Barat" not in quiz
    assert (first.status_code, first.json["points"], first.json["lessons"]) == (200, 5, 1)
    assert (again.json["again"], again.json["points"]) == (True, 5)
    assert other_token.json["again"] is True, "whose answers they are, the kit says"
    assert forged.status_code == 404
    assert db.session.scalars(select(QuizAttempt)).one().enrolment_id == scene.enrolment.id
    assert study_of(scene.enrolment).lessons == {"one"}
    hashes = set(db.session.scalars(select(OfflineKit.token_hash)))
    assert token[1] not in hashes


def test_a_kit_of_who_has_left_and_a_quiz_with_a_limit_are_refused(app: Flask) -> None:
    scene = Calls(app, time_limit_minutes=10)
    token = scene.of_siti.call("PUT", f"{scene.api}/kit", json={}).json["token"]
    home, sent = app.test_client(), {"kit": token, "quiz": "check", "answers": RIGHT}

    limited = home.post("/api/v1/kit-answers", json=sent)
    leaves(scene.enrolment)
    left: Any = home.post("/api/v1/kit-answers", json={"kit": token, "lessons": ["one"]})

    assert limited.json is not None
    assert (limited.status_code, limited.json["code"]) == (409, "quiz-not-in-kit")
    assert (left.status_code, left.json["code"]) == (403, "no-place-in-class")


def test_reading_takes_the_scope_for_it_and_learning_another(app: Flask) -> None:
    scene = Calls(app)
    reads = Caller(app, scene.siti, TokenScope.READ)
    learns = Caller(app, scene.siti, TokenScope.LEARNING_WRITE)

    assert reads.get(f"{scene.api}/learning").status_code == 200
    assert reads.post(f"{scene.api}/lessons/one/read").status_code == 403
    assert reads.call("PUT", f"{scene.api}/kit", json={}).status_code == 403
    assert learns.post(f"{scene.api}/lessons/one/read").status_code == 200


def test_twelve_of_anything_take_as_many_questions_as_one(app: Flask) -> None:
    scene = Calls(app)
    thread = UUID(scene.asked().rsplit("/", 1)[1])
    lists = [
        (scene.of_siti, f"{scene.api}/learning"),
        (scene.of_siti, f"{scene.api}/assignments/essay"),
        (scene.of_siti, f"{scene.api}/quizzes/check"),
        (scene.of_siti, f"{scene.api}/discussion?limit=100"),
        (scene.of_siti, f"{scene.api}/discussion/{thread}/answers?limit=100"),
        (scene.of_siti, f"{scene.api}/announcements?limit=100"),
        (scene.of_budi, f"{scene.api}/submissions?limit=100"),
    ]
    more_of_each(scene, 1, thread=thread)
    few = [caller.asked_for(path) for caller, path in lists]
    more_of_each(scene, 12, thread=thread)

    assert [caller.asked_for(path) for caller, path in lists] == few
    assert all(len(c.get(path).json["items"]) >= 13 for c, path in lists[3:])


def more_of_each(scene: Calls, many: int, *, thread: UUID) -> None:
    """Also sessions, answers by everybody, works and tries of Siti's."""
    scene.found_again()
    fill(scene, many)
    scored = {"points": 1, "points_possible": 5, "passed": False, "submitted_at": now()}
    mine = {"enrolment_id": scene.enrolment.id}
    begun = len(scene.of_siti.get(f"{scene.api}/assignments/essay").json["works"])
    for n in range(begun + 1, begun + 1 + many):
        a_class_session(scene.run, slot(9, days=n))
        kept(Submission(assignment_key="essay", number=n, **mine))
        kept(QuizAttempt(quiz_key="check", number=n, **mine, **scored))
        somebody = a_person(name=f"Answerer {n}").id
        kept(Post(run_id=scene.run.id, thread_id=thread, author_id=somebody, text=f"A {n}"))


def test_lists_go_on_where_a_page_ends(app: Flask) -> None:
    scene = Calls(app)
    fill(scene, 3)
    for caller, path in (
        (scene.of_siti, f"{scene.api}/discussion"),
        (scene.of_siti, f"{scene.api}/announcements"),
        (scene.of_budi, f"{scene.api}/submissions"),
    ):
        first = caller.get(f"{path}?limit=2").json
        rest = caller.get(f"{path}?limit=2&cursor={first['next']}").json

        ids = [each["id"] for each in (*first["items"], *rest["items"])]
        assert (len(ids), len(set(ids)), rest["next"]) == (3, 3, None), path
