"""A reviewer's pages: the list, one application with its rubric, all without JavaScript."""

import re

import pytest
from flask.testing import FlaskClient

from accelerator.reviews.models import Assignment, AssignmentState, OthersMarks, RoundState
from hub.accounts.models import User
from hub.core.database import db, transaction
from tests.accelerator.reviews.panels import Panel, a_panel, handed_in
from tests.counting import asked_for
from tests.factories import a_person
from tests.factories.programme import a_cohort, a_conflict, a_reviewer, a_round
from tests.signing_in import sign_in_as

GOOD = {"need": 4, "evidence": 3}
FORM = {"mark-need": "4", "mark-evidence": "3", "version": "0", "revision": "1"}


@pytest.fixture
def panel(client: FlaskClient) -> Panel:
    panel = a_panel(applications=3)
    sign_in_as(client, me(panel))
    return panel


def me(panel: Panel) -> User:
    return panel.readers[0].user


def page_of(read: Assignment) -> str:
    return f"/reviews/{read.id}"


def test_the_list_counts_and_leads_to_the_next_one(client: FlaskClient, panel: Panel) -> None:
    handed_in(panel.read(0), GOOD)

    page = client.get("/reviews").text

    assert "1 of 3 done" in page
    assert "due Sun 13 Dec, 08:00 WIB" in page
    go_on = re.search(r'href="([^"]+)">\s*Go on', page)
    assert go_on
    assert go_on[1] == page_of(panel.read(1))


def test_the_list_is_in_ones_own_order(client: FlaskClient, panel: Panel) -> None:
    with transaction():
        panel.read(2).position, panel.read(0).position = 0, 9

    page = client.get("/reviews").text

    places = [page.index(panel.applications[n].reference) for n in (2, 1, 0)]
    assert places == sorted(places)


def test_a_conflict_is_declared_from_the_list_before_anything_is_opened(
    client: FlaskClient, panel: Panel
) -> None:
    page = client.get("/reviews").text
    address = f"{page_of(panel.read(0))}/conflict"
    assert address in page

    answer = client.post(address, data={"kind": "equity", "note": "I hold 2 %"})

    assert answer.status_code == 303
    assert panel.applications[0].reference not in client.get("/reviews").text
    assert client.get(page_of(panel.read(0))).status_code == 404


def test_whoever_reads_nothing_is_told_so(client: FlaskClient) -> None:
    sign_in_as(client, a_person())

    assert "nothing for you to read" in client.get("/reviews").text


def test_submitting_leads_to_the_next_one(client: FlaskClient, panel: Panel) -> None:
    answer = client.post(page_of(panel.read(0)), data=FORM | {"then": "submit"})

    assert (answer.status_code, answer.location) == (303, page_of(panel.read(1)))
    db.session.rollback()
    assert panel.read(0).state is AssignmentState.SUBMITTED


def test_after_the_last_one_comes_the_list(client: FlaskClient, panel: Panel) -> None:
    for number in (0, 1):
        handed_in(panel.read(number), GOOD)

    answer = client.post(page_of(panel.read(2)), data=FORM | {"then": "submit"})

    assert answer.location == f"/reviews/rounds/{panel.round.id}"


def test_a_missing_mark_is_named_and_nothing_is_lost(client: FlaskClient, panel: Panel) -> None:
    sent = FORM | {"then": "submit", "mark-evidence": "", "panel_note": "Strong pilot."}

    answer = client.post(page_of(panel.read(0)), data=sent)

    assert answer.status_code == 422
    assert "Evidence" in answer.text
    assert "Strong pilot." in answer.text
    assert re.search(
        r'name="mark-need"[^>]*value="4"[^>]*checked|checked[^>]*value="4"', answer.text
    )


def test_saving_keeps_a_draft_by_button(client: FlaskClient, panel: Panel) -> None:
    sent = {"then": "save", "version": "0", "revision": "1", "panel_note": "So far"}

    answer = client.post(page_of(panel.read(0)), data=sent, follow_redirects=True)

    assert answer.status_code == 200
    assert "So far" in answer.text
    assert "Saved" in answer.text


def test_two_windows_show_both_texts(client: FlaskClient, panel: Panel) -> None:
    address = page_of(panel.read(0))
    client.post(address, data=FORM | {"then": "save", "panel_note": "From the tablet"})

    answer = client.post(address, data=FORM | {"then": "save", "panel_note": "From the laptop"})

    assert answer.status_code == 409
    assert "From the tablet" in answer.text
    assert "From the laptop" in answer.text
    again = dict(re.findall(r'name="(version|revision)"[^>]*value="(\d+)"', answer.text))
    sent = FORM | again | {"then": "save", "panel_note": "From the laptop"}
    assert client.post(address, data=sent).status_code == 303


def test_the_page_keeps_what_is_written_while_it_is_written(
    client: FlaskClient, panel: Panel
) -> None:
    address = f"{page_of(panel.read(0))}/draft"

    first = client.post(address, data={"mark-need": "4", "version": "0", "revision": "1"})
    late = client.post(address, data={"mark-need": "2", "version": "0", "revision": "1"})
    odd = client.post(address, data={"mark-need": "9", "version": "1", "revision": "1"})

    assert first.json == {"version": 1, "said": "Saved 08:00", "tone": "ok"}
    assert late.status_code == 409
    assert late.json["version"] == 1  # type: ignore[index]
    assert late.json["theirs"]["scores"] == {"need": 4}  # type: ignore[index]
    assert odd.status_code == 422


def test_a_closed_round_is_said_to_the_page_that_writes(client: FlaskClient, panel: Panel) -> None:
    with transaction():
        panel.round.state = RoundState.CLOSED

    answer = client.post(f"{page_of(panel.read(0))}/draft", data={"version": "0", "revision": "1"})

    assert answer.status_code == 410


def test_others_come_after_ones_own(client: FlaskClient, panel: Panel) -> None:
    handed_in(panel.read(0, 1), {"need": 1, "evidence": 1}, panel_note="Too early")
    address = page_of(panel.read(0))

    before = client.get(address).text
    client.post(address, data=FORM | {"then": "submit"})
    after = client.get(address).text

    assert "Too early" not in before
    assert "Too early" in after
    assert panel.readers[1].user.name in after


def test_others_never_come_where_the_round_says_so(client: FlaskClient, panel: Panel) -> None:
    with transaction():
        panel.round.others = OthersMarks.NEVER
    handed_in(panel.read(0, 0), GOOD)
    handed_in(panel.read(0, 1), {"need": 1, "evidence": 1}, panel_note="Too early")

    assert "Too early" not in client.get(page_of(panel.read(0))).text


def test_others_drafts_are_nobody_s_business(client: FlaskClient, panel: Panel) -> None:
    handed_in(panel.read(0, 0), GOOD)
    other = handed_in(panel.read(0, 1), {"need": 1, "evidence": 1}, panel_note="As I said")
    with transaction():
        other.amendment = {
            "scores": {"need": 5}, "confidence": None, "panel_note": "Changed my mind",
            "founders_note": "", "revision_id": str(other.revision_id),
        }  # fmt: skip

    page = client.get(page_of(panel.read(0))).text

    assert "As I said" in page
    assert "Changed my mind" not in page


def test_the_panel_talks_after_the_reading(client: FlaskClient, panel: Panel) -> None:
    handed_in(panel.read(0, 0), GOOD)
    address = page_of(panel.read(0))
    early = client.post(f"{address}/notes", data={"text": "Too soon"})
    with transaction():
        panel.round.state = RoundState.DISCUSSION

    client.post(f"{address}/notes", data={"text": "I would take them."})
    silent = client.post(f"{page_of(panel.read(1))}/notes", data={"text": "No marks, no word"})

    assert (early.status_code, silent.status_code) == (404, 404)
    page = client.get(address).text
    assert "I would take them." in page
    assert "Too soon" not in page


def test_a_newer_version_is_said_and_can_be_read(client: FlaskClient, panel: Panel) -> None:
    from tests.accelerator.reviews.test_marking import newer

    client.post(page_of(panel.read(0)), data=FORM | {"then": "save"})
    newer(panel.applications[0])
    address = page_of(panel.read(0))

    before = client.get(address).text
    after = client.post(f"{address}/take-over", follow_redirects=True).text

    assert "handed in a newer version" in before
    assert "Now with numbers." not in before
    assert "Now with numbers." in after
    assert "handed in a newer version" not in after


def test_ones_own_scale_comes_after_all_is_done(client: FlaskClient, panel: Panel) -> None:
    for number in (0, 1, 2):
        handed_in(panel.read(number, 1), {"need": 4, "evidence": 4})
    for number in (0, 1):
        handed_in(panel.read(number, 0), {"need": 2, "evidence": 2})
    assert "stricter" not in client.get("/reviews").text

    handed_in(panel.read(2, 0), {"need": 2, "evidence": 2})

    page = client.get("/reviews").text
    assert "Your mean is 2.0" in page
    assert "the panel&#39;s is 4.0" in page
    assert "stricter than the panel" in page


def test_ones_own_scale_leaves_out_what_one_has_a_conflict_with(
    client: FlaskClient, panel: Panel
) -> None:
    for number in (0, 1, 2):
        handed_in(panel.read(number, 1), {"need": 4, "evidence": 4})
        handed_in(panel.read(number, 0), {"need": 2, "evidence": 2})
    a_conflict(me(panel), panel.applications[2].startup)

    assert "Your mean" not in client.get("/reviews").text, "two in common say too little"


def test_a_question_is_asked_before_it_is_opened(client: FlaskClient, panel: Panel) -> None:
    a_conflict(
        me(panel), panel.applications[0].startup, state="suspected", evidence="banyu.example"
    )
    address = page_of(panel.read(0))

    led = client.get(address)
    asked = client.get(f"{address}/question").text
    refused = client.post(f"{address}/question", data={})
    answer = client.post(f"{address}/question", data={"answer": "no"})

    assert (led.status_code, led.location) == (302, f"{address}/question")
    assert "same domain" in asked
    assert refused.status_code == 422
    assert (answer.status_code, answer.location) == (303, address)
    assert client.get(address).status_code == 200


def test_abstaining_takes_it_off_the_list(client: FlaskClient, panel: Panel) -> None:
    address = f"{page_of(panel.read(0))}/abstain"
    assert client.get(address).status_code == 200

    client.post(address, data={"reason": "Not my field"})

    assert panel.applications[0].reference not in client.get("/reviews").text


def test_past_rounds_stay_readable(client: FlaskClient, panel: Panel) -> None:
    handed_in(panel.read(0), GOOD)
    with transaction():
        panel.round.state = RoundState.CLOSED

    page = client.get("/reviews").text
    assert f"/reviews/rounds/{panel.round.id}" in page
    assert "Past rounds" in page
    assert client.get(f"/reviews/rounds/{panel.round.id}").status_code == 200
    assert "Reading is over" in client.get(page_of(panel.read(0))).text


def test_somebody_else_s_pile_is_not_there(client: FlaskClient, panel: Panel) -> None:
    other = a_round(a_cohort())

    assert client.get(f"/reviews/rounds/{other.id}").status_code == 404


def test_a_long_list_asks_no_more_than_a_short_one(client: FlaskClient) -> None:
    counts = []
    for size in (1, 30):
        panel = a_panel(applications=size, readers=1)
        sign_in_as(client, me(panel))
        one = page_of(panel.read(0))
        counts += [asked_for(client, address)[0] for address in ("/reviews", one)]

    assert counts[:2] == counts[2:]


def test_a_reviewer_of_two_rounds_sees_both(client: FlaskClient, panel: Panel) -> None:
    second = a_panel(applications=1, readers=0)
    second.readers = [panel.readers[0]]
    second.read(0, 0)

    page = client.get("/reviews").text

    assert "0 of 3 done" in page
    assert "0 of 1 done" in page
    assert a_reviewer().user.name not in page
