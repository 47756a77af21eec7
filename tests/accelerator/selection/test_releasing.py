"""From staged decisions to what every team has been told, once."""

import pytest

from accelerator.applications.models import ApplicationMember, ApplicationState, TeamRole
from accelerator.programmes.models import Phase
from accelerator.selection import services
from accelerator.selection.errors import (
    AlreadyReleased,
    AnotherCount,
    DecisionsChanged,
    NotReady,
    TakesTwo,
)
from accelerator.selection.models import Release, ReleaseItem, ReleaseState
from accelerator.selection.queries import is_released, offers_of
from accelerator.selection.rules.choices import Decided
from accelerator.selection.services import Judgement
from hub.core.database import db, transaction
from hub.core.errors import NotAllowed
from hub.outbox.models import Message
from hub.places.services import decline
from tests.accelerator.selection.stories import (
    ACCEPT,
    CONDITIONAL,
    REJECT,
    WAIT,
    WHY,
    a_co_founder,
    a_scene,
    mails_to,
    outcomes,
)
from tests.factories import kept
from tests.factories.programme import a_conflict

pytestmark = pytest.mark.usefixtures("app")


def test_every_team_is_told_what_was_decided_and_has_its_place() -> None:
    scene = a_scene(5, seats=2)
    other = a_co_founder(scene.applications[0])

    scene.released(ACCEPT, CONDITIONAL, WAIT, REJECT)

    assert outcomes(scene) == ["accepted", "conditional", "waitlisted", "rejected", None]
    states = {each.application.id: each.state.value for each in offers_of(scene.cohort)}
    assert [states.get(each.id) for each in scene.applications] == [
        "offered", "offered", "waiting", None, None,
    ]  # fmt: skip
    assert [mails_to(scene.owner(n)) for n in range(5)] == [
        ["accepted"], ["accepted"], ["waitlisted"], ["rejected"], [],
    ]  # fmt: skip
    assert mails_to(other) == ["accepted"]
    assert scene.cohort.phase is Phase.ANNOUNCED
    assert is_released(scene.cohort)


def test_the_line_keeps_the_order_that_was_chosen() -> None:
    scene = a_scene(5, seats=1)
    for n, judgement in enumerate([ACCEPT, WAIT, WAIT, Judgement(Decided.WAITLIST, rank=1)]):
        scene.decide(n, judgement)

    scene.let_out(scene.prepared())

    line = {each.application.number: each.position for each in offers_of(scene.cohort)}
    numbers = [each.number for each in scene.applications]
    assert [line.get(number) for number in numbers] == [None, 2, 3, 1, None]


def test_nobody_is_told_before_the_second_person_releases() -> None:
    scene = a_scene()
    scene.decide(0, ACCEPT)
    scene.decide(1, REJECT)

    scene.prepared()

    assert outcomes(scene) == [None] * 4
    assert db.session.query(Message).count() == 0
    assert offers_of(scene.cohort) == []


def test_who_prepared_cannot_release() -> None:
    scene = a_scene()
    scene.decide(0, ACCEPT)
    release = scene.prepared()

    with pytest.raises(TakesTwo), transaction():
        services.release(release, by=scene.manager, mails=1)

    assert outcomes(scene)[0] is None


def test_a_release_posted_twice_tells_everybody_once() -> None:
    scene = a_scene()
    release = scene.released(ACCEPT, REJECT)
    written = db.session.query(Message).count()

    with pytest.raises(AlreadyReleased):
        scene.let_out(release)

    assert db.session.query(Message).count() == written == 2


def test_another_number_of_mails_than_was_seen_is_refused() -> None:
    scene = a_scene()
    scene.decide(0, ACCEPT)
    release = scene.prepared()
    a_co_founder(scene.applications[0])

    with pytest.raises(AnotherCount) as refusal, transaction():
        services.release(release, by=scene.second, mails=1)

    assert refusal.value.details == {"mails": 2}


@pytest.mark.parametrize("change", ["decision", "withdrawn", "taken back"])
def test_what_changed_since_it_was_prepared_stops_the_release(change: str) -> None:
    scene = a_scene()
    scene.decide(0, ACCEPT)
    scene.decide(1, REJECT)
    release = scene.prepared()
    first = scene.applications[0]
    if change == "decision":
        scene.decide(0, REJECT)
    elif change == "taken back":
        with transaction():
            services.undecide(first, by=scene.manager)
    else:
        with transaction():
            first.state, first.withdrawn_at = ApplicationState.WITHDRAWN, first.made_at

    with pytest.raises(DecisionsChanged):
        scene.let_out(release)

    assert outcomes(scene) == [None] * 4
    with transaction():
        services.unprepare(release, by=scene.manager)
    with transaction():
        services.prepare(release, by=scene.manager, without=WHY)
    assert scene.let_out(release).state is ReleaseState.RELEASED


def test_more_places_than_seats_cannot_be_prepared() -> None:
    scene = a_scene(seats=1)
    scene.decide(0, ACCEPT)
    scene.decide(1, CONDITIONAL)

    with pytest.raises(NotReady) as refusal:
        scene.prepared()

    assert refusal.value.details["reasons"] == ["2 places would be offered, and 1 are left."]


def test_teams_without_feedback_stop_a_release_until_somebody_says_why() -> None:
    scene = a_scene()
    scene.decide(0, REJECT)
    scene.decide(1, REJECT)
    scene.feedback(0)

    with pytest.raises(NotReady) as refusal:
        scene.prepared(without=" ")

    assert "One team would be turned down" in refusal.value.details["reasons"][0]
    assert scene.prepared(without=WHY).without_feedback == WHY


def test_nothing_to_tell_is_no_release() -> None:
    with pytest.raises(NotReady):
        a_scene().prepared()


def test_a_release_before_the_selection_is_too_early() -> None:
    scene = a_scene(phase=Phase.REVIEW)
    scene.decide(0, ACCEPT)

    with pytest.raises(NotReady):
        scene.prepared()


def test_who_has_a_conflict_with_one_of_them_cannot_release() -> None:
    scene = a_scene()
    scene.decide(0, ACCEPT)
    scene.decide(1, REJECT)
    release = scene.prepared()
    a_conflict(scene.second, scene.applications[1].startup)

    with pytest.raises(NotAllowed):
        scene.let_out(release)


def test_what_the_preparer_must_not_see_is_left_for_another_release() -> None:
    scene = a_scene()
    a_conflict(scene.manager, scene.applications[1].startup)
    scene.decide(0, REJECT)
    with transaction():
        services.decide(scene.applications[1], ACCEPT, by=scene.second)

    scene.let_out(scene.prepared())

    assert outcomes(scene)[:2] == ["rejected", None]


def test_a_person_in_two_teams_gets_a_mail_for_each() -> None:
    scene = a_scene()
    both = a_co_founder(scene.applications[0])
    kept(
        ApplicationMember(
            application_id=scene.applications[1].id, user_id=both.id, role=TeamRole.EDIT
        )
    )

    scene.released(ACCEPT, REJECT)

    assert sorted(mails_to(both)) == ["accepted", "rejected"]


def test_who_only_reads_along_is_not_written_to() -> None:
    scene = a_scene()
    reader = a_co_founder(scene.applications[0], TeamRole.VIEW)

    scene.released(ACCEPT)

    assert mails_to(reader) == []


def test_a_free_seat_moves_the_line_at_once_and_one_letter_says_so() -> None:
    scene = a_scene(seats=2)

    scene.released(ACCEPT, WAIT, WAIT)

    assert outcomes(scene)[:3] == ["accepted", "accepted", "waitlisted"]
    assert [mails_to(scene.owner(n)) for n in range(3)] == [
        ["accepted"], ["accepted"], ["waitlisted"],
    ]  # fmt: skip


def test_a_correction_says_why_and_moves_the_place() -> None:
    scene = a_scene(seats=1)
    scene.released(ACCEPT, WAIT)
    scene.decide(0, Judgement(Decided.REJECT, ("other",), correction="We mixed up two teams."))
    scene.decide(1, Judgement(Decided.ACCEPT, correction="We mixed up two teams."))

    scene.let_out(scene.prepared())

    assert outcomes(scene)[:2] == ["rejected", "accepted"]
    assert mails_to(scene.owner(0)) == ["accepted", "rejected"]
    assert mails_to(scene.owner(1)) == ["waitlisted", "accepted"]
    states = {each.application.number: each.state.value for each in offers_of(scene.cohort)}
    assert [states[each.number] for each in scene.applications[:2]] == ["removed", "offered"]
    unsent = db.session.query(Message).filter_by(template="selection/accepted").first()
    assert unsent is not None and unsent.state.value == "dropped"  # it had not left


def test_a_correction_without_a_reason_is_refused_by_the_service() -> None:
    scene = a_scene()
    scene.released(ACCEPT)

    with pytest.raises(Exception, match="Say why it changes"):
        scene.decide(0, REJECT)


def test_a_decline_before_the_second_release_leaves_a_seat_for_it() -> None:
    scene = a_scene(seats=1)
    scene.released(ACCEPT)
    scene.decide(1, ACCEPT)
    with pytest.raises(NotReady):
        scene.prepared()
    with transaction():
        decline(scene.offer(0).place, by=scene.owner(0).id)

    scene.let_out(scene.prepared())

    assert outcomes(scene)[:2] == ["accepted", "accepted"]
    assert [each.state.value for each in offers_of(scene.cohort)] == ["offered", "declined"]


def test_a_cancelled_release_leaves_its_decisions_to_the_next() -> None:
    scene = a_scene()
    scene.decide(0, ACCEPT)
    release = scene.prepared()
    with transaction():
        services.cancel(release, by=scene.second, reason="Not yet")

    scene.let_out(scene.prepared())

    assert outcomes(scene)[0] == "accepted"
    assert db.session.query(ReleaseItem).filter(ReleaseItem.voided_at.is_(None)).count() == 1
    assert [each.number for each in db.session.query(Release).order_by(Release.number)] == [1, 2]
