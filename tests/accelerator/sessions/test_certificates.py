"""What mentors gave, a word of thanks, and certificates that anybody can check."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from accelerator.mentor_days.models import DayMeeting, DayMeetingState, MentorDay
from accelerator.mentors.models import Side
from accelerator.programmes.models import Phase
from accelerator.sessions.errors import ChangedMeanwhile, NotNow
from accelerator.sessions.models import (
    MentorCertificate,
    MentorThanks,
    SessionKind,
    SessionState,
)
from accelerator.sessions.queries.gifts import given_by
from accelerator.sessions.services import thanking as services
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.history.models import Entry
from tests.accelerator.sessions.stories import (
    JAKARTA,
    Scene,
    a_scene,
    another_startup,
    letters_to,
    newest_letter,
)
from tests.accelerator.sessions.test_caring import WORDS, held, in_days, rated
from tests.accelerator.sessions.test_pages import as_
from tests.counting import asked_for
from tests.factories import MONDAY, a_person, kept
from tests.factories.mentoring import a_mentor, places_of
from tests.factories.programme import a_conflict
from tests.signing_in import sign_in_as

THANKS = "You were there when it was hard"


def a_day_meeting(scene: Scene, state: DayMeetingState = DayMeetingState.HELD) -> DayMeeting:
    day = kept(
        MentorDay(
            cohort=scene.cohort, name={"en": "Mentor day"}, held_on=MONDAY.date(), zone=JAKARTA,
            starts_local="09:00", ends_local="12:00", made_by_id=scene.manager.id,
        )
    )  # fmt: skip
    return kept(
        DayMeeting(
            day=day, startup=scene.startup, mentor=scene.mentor, slot=0, state=state,
            starts_at=MONDAY, ends_at=MONDAY + timedelta(minutes=20),
        )
    )  # fmt: skip


def issue(scene: Scene) -> tuple[int, int]:
    with transaction():
        return services.issue_all(scene.cohort, by=scene.manager)


def papers() -> list[MentorCertificate]:
    db.session.expire_all()
    return list(db.session.scalars(select(MentorCertificate).order_by(MentorCertificate.id)))


def only() -> MentorCertificate:
    (paper,) = papers()
    return paper


def issued(app: Flask) -> tuple[Scene, MentorCertificate]:
    scene = a_scene()
    held(scene, -1)
    issue(scene)
    return scene, only()


def test_what_was_given_is_what_was_held_and_nothing_else(app: Flask) -> None:
    scene = a_scene()
    other, _leader = another_startup(scene)
    held(scene, -9)
    held(scene, -8, startup=other, pairing=None, kind=SessionKind.OFFICE_HOUR)
    held(scene, -7, state=SessionState.CANCELLED, cancelled_at=MONDAY)
    held(scene, -6, state=SessionState.MISSED, missed_by=Side.STARTUP)
    held(scene, -5, state=SessionState.UNKNOWN)
    a_day_meeting(scene)
    (row,) = given_by(scene.mentor)
    assert vars(row.gift) == {
        "sessions": 1, "office_hours": 1, "mentor_days": 1, "startups": 2, "minutes": 140,
    }  # fmt: skip


def test_a_meeting_that_was_dropped_gives_nothing(app: Flask) -> None:
    scene = a_scene()
    a_day_meeting(scene, DayMeetingState.DROPPED)
    assert issue(scene) == (0, 0)


def test_certificates_come_in_one_step_once_with_one_mail(app: Flask) -> None:
    scene = a_scene()
    held(scene, -1)
    places_of(scene.cohort)  # said yes, and nothing was held
    assert issue(scene) == (1, 0)
    assert issue(scene) == (0, 0)
    assert letters_to(scene.mentor.user) == ["certificate"]
    assert "/mentoring/given" in newest_letter(scene.mentor.user).text
    number = only().number
    held(scene, 1)
    with in_days(2):
        assert issue(scene) == (0, 1)
    assert (only().minutes, only().number) == (120, number)
    assert letters_to(scene.mentor.user) == ["certificate"]
    written = db.session.scalars(select(Entry.action).where(Entry.action.like("certificate.%")))
    assert list(written) == ["certificate.issued", "certificate.renewed"]


def test_nobody_is_thanked_before_the_cohort_runs_nor_by_others_than_its_staff(app: Flask) -> None:
    scene = a_scene()
    held(scene, -1)
    with pytest.raises(NotAllowed), transaction():
        services.issue_all(scene.cohort, by=scene.mentor.user)
    with transaction():
        scene.cohort.phase = Phase.ANNOUNCED
    with pytest.raises(NotNow):
        issue(scene)
    with transaction():
        scene.cohort.phase = Phase.ENDED
    assert issue(scene) == (1, 0)


def test_the_database_keeps_one_for_each_mentor_and_cohort(app: Flask) -> None:
    scene, paper = issued(app)
    twin = MentorCertificate(
        cohort=scene.cohort, mentor=scene.mentor, number="TWIN", sessions=1, office_hours=0,
        mentor_days=0, startups=1, minutes=60, issued_by_id=scene.manager.id,
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction():
        db.session.add(twin)
        db.session.flush()
    assert only().number == paper.number


def test_anybody_checks_a_number_and_reads_five_facts(app: Flask) -> None:
    scene = a_scene()
    rated(held(scene, -1), 2)
    issue(scene)
    paper, visitor = only(), app.test_client()
    page = visitor.get(f"/certificates/mentoring/{paper.number}")
    assert page.status_code == 200
    for told in ("This certificate is valid.", "Rina Kühn", paper.number):
        assert told in page.text
    for private in ("Banyu", WORDS, scene.mentor.user.email, scene.founder.name, "rina-room"):
        assert private not in page.text
    typed = paper.number.replace("-", " ").lower()
    sent = visitor.get("/certificates/mentoring", query_string={"number": f" {typed} "})
    assert sent.location == f"/certificates/mentoring/{paper.number}"
    assert visitor.get("/certificates/mentoring").status_code == 200
    wrong = visitor.get("/certificates/mentoring/AAAA-BBBB")
    assert wrong.status_code == 404 and "There is no certificate with this number." in wrong.text


def test_a_certificate_that_is_withdrawn_tells_nothing_and_can_be_made_valid_again(
    app: Flask,
) -> None:
    scene, paper = issued(app)
    staff, mentor = as_(app, scene.manager), as_(app, scene.mentor.user)
    one = f"/admin/cohorts/{scene.cohort.id}/thanks/{scene.mentor.id}"
    pdf, check = f"/mentor-certificates/{paper.id}.pdf", f"/certificates/mentoring/{paper.number}"
    assert staff.post(f"{one}/withdraw", data={"text": "", "version": "1"}).status_code == 422
    sent = {"text": "Counted twice", "version": "1"}
    assert staff.post(f"{one}/withdraw", data=sent).status_code == 303
    again = staff.post(f"{one}/withdraw", data=sent)
    assert again.status_code == 409 and "changed in the meantime" in again.text
    page = app.test_client().get(check).text
    assert "This certificate is not valid any more." in page
    assert "Rina" not in page and "Counted twice" not in page
    assert mentor.get(pdf).status_code == 404
    assert "Counted twice" in mentor.get("/mentoring/given").text
    assert issue(scene) == (0, 0)
    assert staff.post(f"{one}/restore", data={"version": "2"}).status_code == 303
    assert "This certificate is valid." in app.test_client().get(check).text
    assert mentor.get(pdf).status_code == 200


def test_the_paper_says_who_and_how_much_and_where_it_is_checked(app: Flask) -> None:
    scene, paper = issued(app)
    url = f"/mentor-certificates/{paper.id}.pdf"
    answer = as_(app, scene.mentor.user).get(url)
    assert answer.mimetype == "application/pdf"
    (page,) = PdfReader(BytesIO(answer.data)).pages
    text = page.extract_text()
    for told in ("Rina Kühn", paper.number, "certificates/mentoring"):
        assert told in text.replace("\u200b", "")
    assert "Banyu" not in text
    for stranger in (scene.founder, a_person()):
        assert as_(app, stranger).get(url).status_code == 404


def test_words_of_thanks_are_read_by_their_mentor_and_by_nobody_else(app: Flask) -> None:
    scene, paper = issued(app)
    other = a_mentor()
    places_of(scene.cohort, other)
    staff = as_(app, scene.manager)
    one = f"/admin/cohorts/{scene.cohort.id}/thanks/{scene.mentor.id}"
    assert staff.post(f"{one}/words", data={"text": " ", "version": "0"}).status_code == 422
    sent = {"text": THANKS, "version": "0"}
    assert staff.post(f"{one}/words", data=sent).status_code == 303
    assert staff.post(f"{one}/words", data=sent).status_code == 409
    assert THANKS in as_(app, scene.mentor.user).get("/mentoring/given").text
    assert THANKS not in as_(app, other.user).get("/mentoring/given").text
    assert THANKS not in app.test_client().get(f"/certificates/mentoring/{paper.number}").text
    assert as_(app, scene.founder).get("/mentoring/given").status_code == 404
    assert as_(app, scene.mentor.user).get(one).status_code == 403
    assert THANKS not in str([entry.after for entry in db.session.scalars(select(Entry))])


def test_nobody_thanks_themselves_or_somebody_of_another_cohort(app: Flask) -> None:
    scene = a_scene()
    own = places_of(scene.cohort, a_mentor(scene.manager)).mentor
    with pytest.raises(NotAllowed), transaction():
        services.thank(scene.cohort, own, text=THANKS, by=scene.manager, version=0)
    with pytest.raises(NotAllowed), transaction():
        services.thank(scene.cohort, a_mentor(), text=THANKS, by=scene.manager, version=0)
    with pytest.raises(Invalid), transaction():
        services.thank(scene.cohort, scene.mentor, text="ok", by=scene.manager, version=0)
    with transaction():
        said = services.thank(scene.cohort, scene.mentor, text=THANKS, by=scene.manager, version=0)
    with pytest.raises(ChangedMeanwhile), transaction():
        services.thank(scene.cohort, scene.mentor, text=THANKS, by=scene.manager, version=0)
    assert db.session.scalars(select(MentorThanks)).all() == [said]


def test_what_is_counted_now_is_not_told_to_staff_before_it_is_issued(app: Flask) -> None:
    """With a conflict one would read the hours of that startup from the difference."""
    scene = a_scene()
    held(scene, -1)
    a_conflict(scene.manager, scene.startup)
    page = as_(app, scene.manager).get(f"/admin/cohorts/{scene.cohort.id}/thanks").text
    assert "Rina Kühn" in page and "not issued" in page and ">1<" not in page


def test_pages_ask_as_often_for_thirty_mentors_as_for_one(app: Flask) -> None:
    scene, _paper = issued(app)
    staff, url = as_(app, scene.manager), f"/admin/cohorts/{scene.cohort.id}/thanks"
    before = asked_for(staff, url)[0]
    cohort, manager = db.session.merge(scene.cohort), db.session.merge(scene.manager)
    startup = db.session.merge(scene.startup)
    for _n in range(29):
        mentor = places_of(cohort).mentor
        held(Scene(**(vars(scene) | {"cohort": cohort, "mentor": mentor, "startup": startup,
                                     "founder": manager, "pairing": None})), -2)  # fmt: skip
    with transaction():
        assert services.issue_all(cohort, by=manager) == (29, 0)
    sign_in_as(staff, manager)
    assert asked_for(staff, url)[0] == before
