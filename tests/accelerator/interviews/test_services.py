"""A day from its panels to its letters."""

from datetime import timedelta

import pytest

from accelerator.applications.facts import ApplicationWithdrawn
from accelerator.interviews.errors import DayMoved, PlanStale, SlotGone
from accelerator.interviews.models import DayState, Meeting, Panel
from accelerator.interviews.queries.mine import get_jury_day, order_for
from accelerator.interviews.queries.openings import clashes_in, openings_for
from accelerator.interviews.rules.days import Way
from accelerator.interviews.services import days, inviting, picking, publishing
from accelerator.interviews.services.inviting import Wishes
from booking.bookings.errors import SlotTaken
from booking.bookings.models import Booking, BookingKind, BookingState
from booking.bookings.services import Wish, book
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.core.facts import announce
from hub.core.timeslots import TimeSlot
from tests.accelerator.interviews.stories import (
    Scene,
    a_scene,
    at,
    letters_to,
    newest_letter,
)
from tests.factories import a_person
from tests.factories.programme import a_conflict


@pytest.fixture
def scene(app: object) -> Scene:
    return a_scene()


def test_a_published_day_books_the_room_gives_the_reads_and_writes_to_everybody_once(
    scene: Scene,
) -> None:
    panel = scene.panel()
    scene.invite()
    scene.planned()
    assert scene.day.state is DayState.SCHEDULED
    assert letters_to(scene.owner(0)) == []  # nobody is told of a plan
    scene.publish()

    booking = db.session.get_one(Panel, panel.id).booking
    assert booking is not None and booking.kind is BookingKind.EVENT
    assert booking.slot == TimeSlot(at("09:00"), at("11:00"))
    assert {state for _ref, state in scene.reads()} == {"assigned"} and len(scene.reads()) == 3
    assert [letters_to(scene.owner(n)) for n in range(3)] == [["time"]] * 3
    assert letters_to(scene.jurors[0].user) == ["juror"]
    assert [t.meeting.starts_at for t in order_for(scene.day, scene.jurors[0].user)] == [
        at("09:00"), at("09:30"), at("10:00"),
    ]  # fmt: skip


def test_where_the_room_is_taken_nothing_is_published(scene: Scene) -> None:
    scene.panel()
    scene.invite()
    scene.planned()
    assert scene.room is not None
    with transaction():
        book(Wish(scene.room, TimeSlot(at("10:00"), at("10:30"))), booked_by=a_person())
    with pytest.raises(SlotTaken):
        scene.publish()
    db.session.expire_all()
    assert scene.day.state is DayState.SCHEDULED
    assert scene.reads() == set() and letters_to(scene.owner(0)) == []
    assert db.session.query(Booking).filter_by(kind=BookingKind.EVENT).count() == 0


def test_a_conflicted_juror_never_meets_the_team_and_sees_nothing_of_it(scene: Scene) -> None:
    first = scene.panel(name="A", reviewer_ids=(scene.jurors[0].id,))
    second = scene.panel(
        name="B", reviewer_ids=(scene.jurors[1].id,), space_id=None, online_url="https://b.example"
    )
    a_conflict(scene.jurors[0].user, scene.applications[0].startup)
    scene.invite()
    scene.planned()
    scene.publish()
    meeting = scene.meeting(0)
    assert meeting is not None and meeting.panel_id == second.id != first.id
    seen = {turn.reference for turn in order_for(scene.day, scene.jurors[0].user)}
    assert scene.applications[0].reference not in seen


def test_a_conflict_that_comes_up_later_takes_the_meeting_from_the_jurors_page(
    scene: Scene,
) -> None:
    scene.panel()
    scene.invite()
    scene.planned()
    scene.publish()
    juror = scene.jurors[0].user
    assert len(order_for(scene.day, juror)) == 3 and clashes_in(scene.day) == set()
    a_conflict(juror, scene.applications[1].startup)
    assert len(order_for(scene.day, juror)) == 2
    assert clashes_in(scene.day) == {str(scene.applications[1].id)}


def test_online_only_after_eleven_is_kept(scene: Scene) -> None:
    scene.panel(starts_local="10:00", ends_local="12:00")
    (invited,) = scene.invite(0)
    with transaction():
        wishes = Wishes(not_before="11:00", online_from="11:00")
        inviting.say_wishes(invited, wishes, by=scene.manager)
    scene.planned()
    meeting = scene.meeting(0)
    assert meeting is not None
    assert meeting.starts_at >= at("11:00") and meeting.way is Way.ONLINE


def test_a_team_without_a_time_is_named_with_the_reason(scene: Scene) -> None:
    scene.panel(ends_local="10:00")
    scene.invite()
    with transaction():
        plan = publishing.propose(scene.day, by=scene.manager)
    assert len(plan.result["meetings"]) == 2
    assert [each["why"] for each in plan.result["unplaced"]] == ["crowded"]


def test_a_plan_is_stale_once_something_changed(scene: Scene) -> None:
    scene.panel()
    scene.invite(0, 1)
    with transaction():
        plan = publishing.propose(scene.day, by=scene.manager)
    scene.invite(2)
    with pytest.raises(PlanStale), transaction():
        publishing.take_over(plan, by=scene.manager)


def test_a_new_plan_moves_as_little_as_possible_and_tells_only_those_who_move(
    scene: Scene,
) -> None:
    panel = scene.panel()
    scene.invite(0, 1)
    scene.planned()
    scene.publish()
    before = [scene.meeting(n).starts_at for n in (0, 1)]  # type: ignore[union-attr]
    scene.invite(2)
    scene.planned()
    assert [scene.meeting(n).starts_at for n in (0, 1)] == before  # type: ignore[union-attr]
    assert [letters_to(scene.owner(n)) for n in range(3)] == [["time"]] * 3

    found = openings_for(scene.invited(0), wishes=False).free
    free = next(each for each in found if each.slot.start != before[0])
    with transaction():
        picking.set_by_hand(scene.invited(0), panel, starts_at=free.slot.start, by=scene.manager)
    assert [letters_to(scene.owner(n)) for n in range(3)] == [["time", "time"], ["time"], ["time"]]
    text = newest_letter(scene.owner(0)).attachments[0]["text"]
    assert "SEQUENCE:2" in text and "METHOD:REQUEST" in text
    assert letters_to(scene.jurors[0].user) == ["juror"] * 3
    scene.planned()  # what was set by hand stays
    assert scene.meeting(0).starts_at == free.slot.start  # type: ignore[union-attr]


def test_teams_choose_among_free_times_first_come_first_served(scene: Scene) -> None:
    panel = scene.panel()
    first, second, _third = scene.invite()
    scene.choose()
    assert letters_to(scene.owner(0)) == ["choose"]
    assert db.session.get_one(Panel, panel.id).booking is not None
    assert len(openings_for(second).free) == 4
    with transaction():
        picking.pick(first, panel.id, starts_at=at("09:30"), by=scene.owner(0))
    assert letters_to(scene.owner(0)) == ["choose", "time"]
    assert at("09:30") not in {each.slot.start for each in openings_for(second).free}
    with pytest.raises(SlotGone), transaction():
        picking.pick(second, panel.id, starts_at=at("09:30"), by=scene.owner(1))
    with transaction():  # another one instead; the first is free again
        picking.pick(first, panel.id, starts_at=at("10:00"), by=scene.owner(0))
    with transaction():
        picking.pick(second, panel.id, starts_at=at("09:30"), by=scene.owner(1))
    assert letters_to(scene.owner(0)) == ["choose", "time", "time"]


def test_nobody_chooses_for_another_team_or_after_the_limit(scene: Scene) -> None:
    panel = scene.panel()
    first, _second, _third = scene.invite()
    day = scene.day
    day_draft = days.DayDraft(
        name=day.name, held_on=day.held_on, zone=day.zone, round_id=day.round_id,
        pick_until=at("08:00") - timedelta(days=1),
    )  # fmt: skip
    with transaction():
        days.change_day(day, day_draft, by=scene.manager)
    scene.choose()
    with pytest.raises(NotAllowed), transaction():
        picking.pick(first, panel.id, starts_at=at("09:30"), by=scene.owner(1))
    with frozen_at(at("08:00")), pytest.raises(DayMoved), transaction():
        picking.pick(first, panel.id, starts_at=at("09:30"), by=scene.owner(0))


def test_what_teams_chose_stays_when_the_rest_is_planned_and_published(scene: Scene) -> None:
    panel = scene.panel()
    first, _second, _third = scene.invite()
    scene.choose()
    with transaction():
        picking.pick(first, panel.id, starts_at=at("10:30"), by=scene.owner(0))
    scene.planned()
    scene.publish()
    assert scene.meeting(0).starts_at == at("10:30")  # type: ignore[union-attr]
    assert db.session.query(Meeting).count() == 3
    assert letters_to(scene.owner(0)) == ["choose", "time"]
    assert letters_to(scene.owner(1)) == ["choose", "time"]


def test_calling_off_frees_the_room_and_tells_everybody_who_knew(scene: Scene) -> None:
    panel = scene.panel()
    scene.invite()
    scene.planned()
    scene.publish()
    booking = db.session.get_one(Panel, panel.id).booking
    with transaction():
        publishing.call_off(scene.day, by=scene.manager, reason="Flood")
    db.session.expire_all()
    assert booking is not None and booking.state is BookingState.CANCELLED
    assert scene.day.state is DayState.DRAFT
    assert letters_to(scene.owner(0)) == ["time", "off"]
    assert "METHOD:CANCEL" in newest_letter(scene.owner(0)).attachments[0]["text"]
    assert letters_to(scene.jurors[0].user) == ["juror", "juror_off"]
    assert {state for _ref, state in scene.reads()} == {"reassigned"}
    with pytest.raises(NotFound):
        get_jury_day(scene.day.id, scene.jurors[0].user)
    scene.planned()
    scene.publish()  # again: everybody is told again, with a higher SEQUENCE
    assert letters_to(scene.owner(0)) == ["time", "off", "time"]
    assert "SEQUENCE:3" in newest_letter(scene.owner(0)).attachments[0]["text"]
    assert {state for _ref, state in scene.reads()} == {"assigned"}


def test_a_juror_who_leaves_is_told_and_reads_nothing_any_more(scene: Scene) -> None:
    panel = scene.panel()
    scene.invite()
    scene.planned()
    scene.publish()
    leaving = scene.jurors[1]
    draft = days.PanelDraft(
        "Panel A", "09:00", "11:00", space_id=panel.space_id, online_url=panel.online_url,
        reviewer_ids=(scene.jurors[0].id,),
    )  # fmt: skip
    with transaction():
        days.change_panel(panel, draft, by=scene.manager)
    assert letters_to(leaving.user) == ["juror", "juror_off"]
    assert letters_to(scene.jurors[0].user) == ["juror"]
    assert {state for _ref, state in scene.reads()} == {"assigned", "reassigned"}


def test_a_panel_in_another_room_gives_the_first_one_back_and_tells_the_teams(
    scene: Scene,
) -> None:
    panel = scene.panel(online_url="")
    scene.invite(0)
    scene.planned()
    scene.publish()
    old = db.session.get_one(Panel, panel.id).booking
    from_other = a_scene(0)
    assert from_other.room is not None and old is not None
    draft = days.PanelDraft(
        "Panel A", "09:00", "11:00", space_id=from_other.room.id,
        reviewer_ids=tuple(each.id for each in scene.jurors),
    )  # fmt: skip
    with transaction():
        days.change_panel(panel, draft, by=scene.manager)
    db.session.expire_all()
    assert old.state is BookingState.CANCELLED
    assert panel.booking is not None and panel.booking.space_id == from_other.room.id
    assert letters_to(scene.owner(0)) == ["time", "time"]


def test_two_panels_do_not_share_a_room_or_a_juror_at_once(scene: Scene) -> None:
    scene.panel(name="A", online_url="")
    scene.panel(name="B", online_url="")
    scene.invite()
    with transaction():
        plan = publishing.propose(scene.day, by=scene.manager)
    starts = [each["starts_at"] for each in plan.result["meetings"]]
    assert len(starts) == 3 == len(set(starts))


def test_a_day_needs_panels_and_teams_before_it_is_planned(scene: Scene) -> None:
    with pytest.raises(Invalid), transaction():
        publishing.propose(scene.day, by=scene.manager)
    with pytest.raises(NotAllowed), transaction():
        publishing.propose(scene.day, by=a_person())


def test_a_team_that_withdraws_frees_its_time(scene: Scene) -> None:
    scene.panel()
    scene.invite(0)
    scene.planned()
    scene.publish()
    with transaction():
        announce(ApplicationWithdrawn(scene.applications[0].id))
    assert scene.meeting(0) is None
    assert letters_to(scene.owner(0)) == ["time", "off"]


def test_of_two_teams_that_both_saw_a_free_slot_the_database_lets_one_have_it(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = scene.panel()
    first, second, _third = scene.invite()
    scene.choose()
    seen = {each.id: openings_for(each) for each in (first, second)}  # before either chose
    monkeypatch.setattr(picking, "openings_for", lambda invited: seen[invited.id])
    with transaction():
        picking.pick(first, panel.id, starts_at=at("09:30"), by=scene.owner(0))
    with pytest.raises(SlotGone), transaction():
        picking.pick(second, panel.id, starts_at=at("09:30"), by=scene.owner(1))
    assert scene.meeting(0) is not None and scene.meeting(1) is None
    assert letters_to(scene.owner(1)) == ["choose"]
