"""Pages of completion and certificates, as those who open them see them."""

from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from hub.core.database import db, transaction
from hub.learning.certificates import jobs
from hub.learning.certificates.models import Certificate
from hub.learning.certificates.services.standing import reissue, revoke
from hub.learning.enrolments.completions import completed as completed_of
from tests.counting import asked_for
from tests.factories import a_member, a_person, an_organisation
from tests.factories.learning import an_enrolment
from tests.hub.learning.certificates.stories import (
    a_scene,
    another_learner,
    as_,
    certified,
    completed,
    has_done,
    rules_of,
)
from tests.signing_in import sign_in_as


def test_anybody_checks_a_number_in_three_languages_without_an_account(app: Flask) -> None:
    paper = certified(a_scene())
    visitor = app.test_client()
    for language, sentence in (("en", "Open data licences"), ("id", "Lisensi data terbuka"),
                               ("de", "Lizenzen offener Daten")):  # fmt: skip
        page = visitor.get(f"/verify/{paper.number}?lang={language}")
        assert page.status_code == 200
        assert f'lang="{language}"' in page.text
        for printed in (sentence, "Suharti", "Budi Santoso", paper.number, paper.sha256, "12"):
            assert printed in page.text
        assert page.headers["X-Robots-Tag"] == "noindex"
    typed = paper.number.replace("-", " ").lower()
    sent = visitor.get("/verify", query_string={"number": f" {typed} "})
    assert sent.location == f"/verify/{paper.number}"
    wrong = visitor.get("/verify/AAAA-BBBB?lang=en")
    assert wrong.status_code == 404 and "compare it with the paper" in wrong.text
    assert visitor.get("/verify").status_code == 200


def test_programs_are_told_the_same_as_people(app: Flask) -> None:
    scene = a_scene()
    paper = certified(scene)
    with transaction():
        scene.learner.name = "Suharti Wijaya"
        fresh = reissue(paper, by=scene.learner, version=1)
        revoke(fresh, reason="By mistake", by=scene.manager, version=1)
    visitor, asked = app.test_client(), {"Accept": "application/json"}
    old = visitor.get(f"/verify/{paper.number}", headers=asked)
    new = visitor.get(f"/api/v1/verify/{fresh.number}")
    assert (
        old.headers["Vary"].count("Accept")
        and old.json == visitor.get(f"/api/v1/verify/{paper.number}").json
    )
    assert (old.json["state"], old.json["replaced_by"], old.json["certificate"]["name"]) == (
        "superseded", fresh.number, "Suharti",
    )  # fmt: skip
    assert (new.json["state"], new.json["since"], new.json["signature_valid"]) == (
        "revoked", "2026-11-23T01:00:00Z", True,
    )  # fmt: skip
    assert "By mistake" not in new.text and scene.learner.email not in new.text
    none = visitor.get("/verify/NONE", headers=asked)
    assert (none.status_code, none.content_type) == (404, "application/problem+json")
    page = visitor.get(f"/verify/{paper.number}?lang=en").text
    assert f"/verify/{fresh.number}" in page and "has taken the place" in page
    assert "not valid any more" in visitor.get(f"/verify/{fresh.number}").text


def test_a_learner_sees_what_is_missing_then_takes_the_certificate(app: Flask) -> None:
    scene = a_scene()
    learner = as_(app, scene.learner)
    list_ = f"/classes/{scene.run.slug}/completion"
    page = learner.get(list_).text
    assert "At least 70 % of the minutes attended" in page and "So far 0 %" in page
    assert list_ in learner.get("/learning/certificates").text
    done = completed(scene)
    assert "You have completed this class." in learner.get(list_).text
    page = learner.get("/learning/certificates").text
    take = f"/learning/completions/{done.id}/certificate"
    assert take in page and "Suharti" in page
    assert as_(app, a_scene().learner).post(take).status_code == 404
    assert learner.post(take).status_code == 303
    page = learner.get("/learning/certificates").text
    paper = db.session.query(Certificate).one()
    assert paper.number in page and "Your certificate is here." in page
    learner.post(take)
    assert "There is a certificate already" in learner.get("/learning/certificates").text
    assert as_(app, a_person()).get(list_).status_code == 404


def test_the_list_of_ones_classes_leads_to_the_checklist_and_to_the_certificate(
    app: Flask,
) -> None:
    scene = a_scene()
    learner = as_(app, scene.learner)
    list_ = f"/classes/{scene.run.slug}/completion"
    page = learner.get("/learning").text
    assert list_ in page and "What is still missing" in page
    completed(scene)
    page = learner.get("/learning").text
    assert list_ not in page and 'href="/learning/certificates"' in page


def test_a_course_that_is_required_first_is_known_to_be_completed(app: Flask) -> None:
    scene = a_scene()
    assert completed_of(scene.learner.id, [scene.course.id]) == frozenset()
    completed(scene)
    assert completed_of(scene.learner.id, [scene.course.id]) == {scene.course.id}


def test_after_a_change_of_name_the_page_offers_a_new_certificate(app: Flask) -> None:
    scene = a_scene()
    paper = certified(scene)
    learner = as_(app, scene.learner)
    anew = f"/learning/certificates/{paper.id}/reissue"
    assert anew not in learner.get("/learning/certificates").text
    with transaction():
        scene.learner.name = "Suharti Wijaya"
    assert anew in learner.get("/learning/certificates").text
    assert learner.post(anew, data={"version": "1"}).status_code == 303
    page = learner.get("/learning/certificates").text
    assert "Made anew under number" in page and "For Suharti Wijaya" in page
    learner.post(anew, data={"version": "1"})
    assert "changed in the meantime" in learner.get("/learning/certificates").text


def test_the_paper_is_for_its_person_and_for_those_who_teach(app: Flask) -> None:
    scene = a_scene()
    paper = certified(scene)
    url = f"/learning/certificates/{paper.id}.pdf"
    for person in (scene.learner, scene.teacher, scene.manager):
        answer = as_(app, person).get(url)
        assert answer.mimetype == "application/pdf"
        text = PdfReader(BytesIO(answer.data)).pages[0].extract_text()
        assert "Suharti" in text and "Open data licences" in text and paper.number in text
    german = PdfReader(BytesIO(as_(app, scene.learner).get(f"{url}?language=de").data))
    assert german.root_object["/Lang"] == "de"
    assert "Lizenzen offener Daten" in german.pages[0].extract_text()
    for stranger in (another_learner(scene).user, a_scene().teacher):
        assert as_(app, stranger).get(url).status_code == 404


def test_those_who_teach_see_what_everybody_misses_and_issue_all_by_a_job(app: Flask) -> None:
    scene = a_scene()
    other = another_learner(scene, name="Anke Müller-Lüdenscheidt")
    has_done(other, minutes=10)
    has_done(scene.enrolment)
    teacher, url = as_(app, scene.teacher), f"/teach/{scene.run.id}"
    teacher.post(f"{url}/completion/look")
    page = teacher.get(f"{url}/completion").text
    assert "1 person has completed." in page and "attended 16 of 70 %" in page
    assert "Change the rule" not in page
    assert teacher.post(f"{url}/certificates").status_code == 303
    assert "0 of 1" in teacher.get(f"{url}/completion").text
    jobs.issue_certificates()
    paper = db.session.query(Certificate).one()
    page = teacher.get(f"{url}/completion?show=completed").text
    assert paper.number in page and "Anke" not in page
    teacher.post(f"{url}/certificates")
    assert "Everybody who has completed" in teacher.get(f"{url}/completion").text
    one = f"{url}/completion/{paper.completion_id}/certificate"
    teacher.post(one)
    assert "There is a certificate already" in teacher.get(f"{url}/completion").text
    for path in (f"{url}/completion", one):
        assert as_(app, scene.learner).open(path).status_code in (404, 405)


def test_the_rule_is_changed_by_a_form_without_any_script(app: Flask) -> None:
    scene = a_scene()
    keeper, url = as_(app, scene.manager), f"/admin/classes/{scene.run.id}/completion-rule"
    page = keeper.get(url).text
    assert "at least 90 % of the steps done; every quiz passed" in page
    # attended, steps, lessons, every quiz, this quiz, feedback
    sent = {"version": "1", "need_0": "all", "percent_0": "80", "need_1": "", "need_2": "any",
            "percent_2": "100", "need_3": "", "need_4": "any", "percent_4": "60",
            "need_5": ""}  # fmt: skip
    assert keeper.post(url, data=sent).status_code == 303
    quiz = scene.run.of_version.quizzes[0].key
    assert rules_of(scene.run)[-1].tree == {
        "all": [{"attended": 80}, {"any": [{"lessons": 100}, {"quiz": quiz, "percent": 60}]}]
    }
    page = keeper.get(url).text
    assert 'value="80"' in page and 'value="60"' in page
    assert keeper.post(url, data=sent).status_code == 409
    empty = {"version": "2", **{f"need_{n}": "" for n in range(6)}}
    refused = keeper.post(url, data=empty)
    assert refused.status_code == 422 and "needs a list of parts" in refused.text
    wrong = keeper.post(url, data=sent | {"version": "2", "percent_0": ""})
    assert wrong.status_code == 422 and "whole percent" in wrong.text
    assert keeper.post(url, data=sent | {"percent_0": "700"}).status_code == 422
    assert as_(app, scene.teacher).get(url).status_code == 403


def test_a_certificate_is_revoked_on_its_page(app: Flask) -> None:
    scene = a_scene()
    paper = certified(scene)
    keeper, url = as_(app, scene.manager), f"/admin/certificates/{paper.id}"
    assert "As it was printed" in keeper.get(url).text
    assert keeper.post(f"{url}/revoke", data={"reason": "", "version": "1"}).status_code == 422
    stale = keeper.post(f"{url}/revoke", data={"reason": "Mixed up", "version": "9"})
    assert stale.status_code == 409 and "Mixed up" in stale.text
    sent = {"reason": "Mixed up two people", "version": "1"}
    assert keeper.post(f"{url}/revoke", data=sent).status_code == 303
    page = keeper.get(url).text
    assert "Mixed up two people" in page and "revoked the certificate" in page
    assert "Mixed up two people" in as_(app, scene.learner).get("/learning/certificates").text
    assert as_(app, scene.teacher).get(url).status_code == 403
    again = f"/teach/{scene.run.id}/completion/{paper.completion_id}/certificate"
    assert keeper.post(again).status_code == 303
    assert db.session.query(Certificate).count() == 2


def test_staff_make_one_anew_after_a_change_of_name(app: Flask) -> None:
    scene = a_scene()
    paper = certified(scene)
    keeper, url = as_(app, scene.manager), f"/admin/certificates/{paper.id}"
    assert keeper.post(f"{url}/reissue", data={"version": "1"}).status_code == 409
    with transaction():
        scene.learner.name = "Suharti Wijaya"
    sent = keeper.post(f"{url}/reissue", data={"version": "1"})
    assert sent.status_code == 303 and str(paper.id) not in sent.location
    assert "See number" in keeper.get(url).text


def test_an_organisation_is_trained_once_and_keeps_it_when_people_move(app: Flask) -> None:
    scene = a_scene(trains_organisations=True)
    house, later = an_organisation(name="Inkubator Satu"), an_organisation(name="Inkubator Dua")
    people = [an_enrolment(scene.run, organisation_id=house.id) for _n in range(3)]
    for enrolment in people:
        completed(scene, enrolment)
    completed(a_scene(), an_enrolment(scene.run))  # for nobody
    a_member(later, people[0].user)  # moved on
    keeper = as_(app, scene.manager)
    page = keeper.get("/admin/trained-organisations").text
    assert page.count("Inkubator Satu</a>") == 1 and "Inkubator Dua" not in page
    table = keeper.get("/admin/trained-organisations.csv").text.splitlines()
    assert len(table) == 4 and "2026-11-23" in table[1]
    assert keeper.get("/admin/trained-organisations.doc").status_code == 404
    none = keeper.get("/admin/trained-organisations?kind=media").text
    assert "Inkubator Satu" not in none


@pytest.mark.parametrize("place", ["mine", "run", "trained"])
def test_lists_ask_as_often_for_thirty_as_for_one(app: Flask, place: str) -> None:
    scene = a_scene(trains_organisations=True)
    client, url = {
        "mine": (as_(app, scene.learner), "/learning/certificates"),
        "run": (as_(app, scene.manager), f"/teach/{scene.run.id}/completion"),
        "trained": (as_(app, scene.manager), "/admin/trained-organisations"),
    }[place]
    who = scene.learner if place == "mine" else scene.manager

    def one_more() -> None:
        for mine in (scene if place != "mine" else a_scene(trains_organisations=True),):
            person = scene.learner if place == "mine" else a_person()
            mine.enrolment = an_enrolment(mine.run, person, organisation_id=an_organisation().id)
            certified(mine, by=mine.manager)

    one_more()
    before = asked_for(client, url)[0]
    for _n in range(9):
        one_more()
    sign_in_as(client, db.session.merge(who))
    assert asked_for(client, url)[0] == before
