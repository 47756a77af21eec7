"""A mentor day from its making to its end: what holds, and what is refused."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from accelerator.conflicts.facts import ConflictArose
from accelerator.matching.queries.gathering import gather
from accelerator.mentor_days.errors import (
    MeetingNotPossible,
    MentorDayMoved,
    MentorDayStale,
    WishesClosed,
)
from accelerator.mentor_days.models import (
    DayMeeting,
    DayMeetingState,
    MentorDayState,
)
from accelerator.mentor_days.queries.feedback import ratings_in
from accelerator.mentor_days.queries.planning import cut_of, slots_of
from accelerator.mentor_days.services import (
    after,
    coming,
    days,
    mending,
    places,
    planning,
    publishing,
    saying,
)
from accelerator.mentor_days.services.coming import StartupHours
from accelerator.mentor_days.services.mending import Place
from accelerator.mentor_days.services.places import PlacesWanted
from accelerator.mentor_days.services.writing import take_people
from accelerator.mentors.errors import Engaged
from accelerator.mentors.models import EngagedBy, Engagement, Preference, Side
from accelerator.mentors.queries.mentors import get_mentoring
from accelerator.mentors.services.engaging import Taker, engage
from accelerator.participations.facts import ParticipationEnded
from booking.bookings.errors import SlotTaken
from booking.bookings.models import Booking, BookingState
from booking.bookings.services import Wish, book
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.core.facts import announce
from hub.core.ids import new_id
from hub.core.timeslots import TimeSlot
from tests.accelerator.mentor_days.stories import (
    DRAFT,
    Scene,
    a_scene,
    at,
    letters_to,
    newest_letter,
    planned,
    published,
)
from tests.factories import a_member, a_person, a_space, kept
from tests.factories.mentoring import a_mentoring
from tests.factories.programme import a_conflict

pytestmark = pytest.mark.usefixtures("app")


def engaged(scene: Scene) -> Counter[str]:
    """How many meetings of the day engage each of the people."""
    query = select(Engagement.party_id).where(Engagement.taker_kind == EngagedBy.MENTOR_DAY)
    return Counter(str(each) for each in db.session.scalars(query))


def test_the_slots_leave_breaks_out_and_know_the_pauses() -> None:
    scene = a_scene()
    cut_up = cut_of(scene.day)
    walls = [f"{slot.start.astimezone(at('09:00').tzinfo):%H:%M}" for slot in cut_up.slots]
    assert walls == ["02:00", "02:30", "03:00", "03:30", "05:00", "05:30"]
    assert cut_up.pauses == {4}


@pytest.mark.parametrize(
    ("held_on", "count"), [(date(2026, 3, 29), 4), (date(2026, 10, 25), 8), (date(2026, 5, 3), 6)]
)
def test_a_night_in_berlin_has_as_many_slots_as_real_hours(held_on: date, count: int) -> None:
    """From 01:00 to 04:00 are two, four or three hours, whatever the clocks on the wall say."""
    named = {"zone": "Europe/Berlin", "starts_local": "01:00", "ends_local": "04:00"}
    scene = a_scene(0, 0, held_on=held_on, breaks=(), **named)
    slots = slots_of(scene.day)
    assert len(slots) == count
    assert {slot.length for slot in slots} == {timedelta(minutes=25)}


def test_a_day_is_made_by_its_managers_and_only_as_a_day_can_be() -> None:
    scene = a_scene(0, 0)
    with pytest.raises(NotAllowed), transaction():
        days.make_day(scene.cohort, DRAFT, by=a_person())
    for wrong in (
        {"name": {}}, {"zone": "Nowhere/Else"}, {"ends_local": "08:00"}, {"wanted": 0},
        {"breaks": (("11:00", "10:00"),)}, {"meeting_minutes": 300}, {"longest_run": 0},
        {"starts_local": "12:50"}, {"meeting_minutes": 5, "gap_minutes": 0, "ends_local": "23:59"},
    ):  # fmt: skip
        with pytest.raises(Invalid), transaction():
            days.make_day(scene.cohort, replace(DRAFT, **wrong), by=scene.manager)


def test_only_who_belongs_to_the_cohort_comes() -> None:
    scene, other = a_scene(), a_scene()
    with pytest.raises(Invalid), transaction():
        coming.add_mentors(scene.day, [other.given[0].mentor_id], by=scene.manager)
    with pytest.raises(Invalid), transaction():
        coming.add_startups(scene.day, [other.parts[0].startup_id], by=scene.manager)
    with pytest.raises(NotAllowed), transaction():
        coming.add_startups(scene.day, [scene.parts[0].startup_id], by=other.manager)


def test_wishes_are_said_by_who_leads_until_the_deadline() -> None:
    scene = a_scene(wishes_until=at("08:00") - timedelta(days=1))
    scene.gather()
    member = a_member(scene.parts[0].startup.organisation).user
    wishes = [scene.given[1].mentor_id]
    for person in (member, scene.owner(1), scene.manager):
        with pytest.raises(NotAllowed), transaction():
            saying.wish(scene.startup(0), wishes, hours=StartupHours(), by=person)
    scene.wish(0, 2, 1)
    with frozen_at(at("08:00")), pytest.raises(WishesClosed):
        scene.wish(0, 1)
    with frozen_at(at("08:00")), pytest.raises(WishesClosed):
        scene.confirm(0)
    assert scene.startup(0).wishes == [str(scene.given[n].mentor_id) for n in (2, 1)]


def test_a_plan_keeps_to_windows_breaks_wishes_and_conflicts() -> None:
    scene = a_scene(3, 3)
    scene.gather()
    scene.wish(0, 0, 1, 2)
    scene.wish(1, 0, 1, 2, away=[("09:00", "11:00")])
    scene.wish(2, 0, 1)
    scene.confirm(0, windows=[("09:00", "10:00")])
    scene.confirm(1, most=1)
    a_conflict(scene.mentor_person(0), scene.parts[2].startup)
    veto = Preference(cohort_id=scene.cohort.id, side=Side.MENTOR, is_veto=True,
                      startup_id=scene.parts[0].startup_id, mentor_id=scene.given[2].mentor_id,
                      set_by_id=scene.mentor_person(2).id)  # fmt: skip
    kept(veto)
    scene.plan()
    met = {
        (n, m): meeting.slot
        for n in range(3)
        for m in range(3)
        if (meeting := scene.meeting(n, m)) is not None
    }
    assert (2, 0) not in met and (0, 2) not in met  # a conflict, and a word that rules out
    assert met[0, 0] in (0, 1)
    assert all(slot >= 4 for (n, _m), slot in met.items() if n == 1)
    assert sum(m == 1 for _n, m in met) == 1
    assert scene.day.outcome["placed"] == len(met) == scene.day.outcome["at_most"]
    unmet = {(each["startup"], each["why"]) for each in scene.day.outcome["unmet"]}
    assert (str(scene.parts[2].startup_id), "conflict") in unmet


def test_planning_goes_around_who_is_engaged_elsewhere() -> None:
    scene = a_scene(1, 1)
    scene.gather()
    scene.wish(0, 0)
    with transaction():
        taker = Taker(EngagedBy.SESSION, new_id())
        engage([scene.given[0].mentor_id], TimeSlot(at("09:00"), at("11:00")), by=taker)
    scene.plan()
    assert [each.slot for each in scene.meetings()] == [4]


def test_publishing_books_engages_and_writes_once() -> None:
    scene = planned()
    assert not engaged(scene) and scene.rooms()[0].booking_id is None
    told = publishing.consequences_of(scene.day)
    assert (told.meetings, told.spaces, told.mails, told.without) == (6, 1, 6, 0)
    scene.publish()
    assert set(engaged(scene).values()) == {2} and len(engaged(scene)) == 6
    bookings = {each.booking_id for each in scene.rooms()}
    assert len(bookings) == 1 and None not in bookings  # three tables, one hall
    for n in range(3):
        assert letters_to(scene.owner(n)) == ["plan"] == letters_to(scene.mentor_person(n))
    letter = newest_letter(scene.owner(0))
    assert "Table" in letter.text and "09:" in letter.text
    calendar = letter.attachments[0]["text"]
    assert "METHOD:REQUEST" in calendar and calendar.count("BEGIN:VEVENT") == 1
    with pytest.raises(MentorDayMoved):
        scene.publish()
    assert len(letters_to(scene.owner(0))) == 1


def test_a_room_taken_in_between_lets_nothing_be_published() -> None:
    scene = planned()
    with transaction():
        book(Wish(scene.hall, TimeSlot(at("10:00"), at("11:00"))), booked_by=a_person())
    with pytest.raises(SlotTaken):
        scene.publish()
    db.session.rollback()
    db.session.expire_all()
    assert scene.day.state is MentorDayState.PLANNED
    assert not engaged(scene) and letters_to(scene.owner(0)) == []
    assert {each.booking_id for each in scene.rooms()} == {None}


def test_somebody_engaged_in_between_lets_nothing_be_published() -> None:
    scene = planned()
    first = scene.meetings()[0]
    slot = TimeSlot(first.starts_at, first.ends_at)
    with transaction():
        engage([first.mentor_id], slot, by=Taker(EngagedBy.SESSION, new_id()))
    with pytest.raises(Invalid):
        scene.publish()  # seen beforehand
    db.session.rollback()
    with pytest.raises(Engaged) as refusal, transaction():
        take_people(scene.meetings())  # and by the ledger, had it come later
    assert first.mentor.name in str(refusal.value)
    db.session.rollback()
    assert letters_to(scene.owner(0)) == [] and not engaged(scene)


def test_what_is_fixed_stays_when_it_is_planned_again() -> None:
    scene = planned()
    meeting = scene.meetings()[-1]
    with transaction():
        planning.set_fixed(meeting, fixed=True, by=scene.manager)
    stood = meeting.startup_id, meeting.mentor_id, meeting.slot, meeting.room_id
    scene.wish(0, 2, 1, 0)
    scene.plan()
    assert stood in {(m.startup_id, m.mentor_id, m.slot, m.room_id) for m in scene.meetings()}


def test_a_conflict_that_arises_takes_the_meeting_out_and_tells_both() -> None:
    scene = published()
    meeting = scene.meetings()[0]
    n = next(i for i, p in enumerate(scene.parts) if p.startup_id == meeting.startup_id)
    m = next(i for i, g in enumerate(scene.given) if g.mentor_id == meeting.mentor_id)
    with transaction():
        a_conflict(scene.mentor_person(m), scene.parts[n].startup)
        announce(ConflictArose(scene.mentor_person(m).id, scene.parts[n].startup_id))
    assert scene.meeting(n, m) is None and meeting.state is DayMeetingState.DROPPED
    assert engaged(scene)[str(meeting.mentor_id)] == 1
    assert letters_to(scene.owner(n)) == ["plan", "plan"] == letters_to(scene.mentor_person(m))
    others = [i for i in range(3) if i != n]
    assert {len(letters_to(scene.owner(i))) for i in others} == {1}
    scene.mend()
    scene.take_over()
    assert scene.meeting(n, m) is None  # it does not come back


def test_a_startup_that_leaves_the_cohort_leaves_the_day() -> None:
    scene = published()
    part = scene.parts[0]
    with transaction():
        announce(ParticipationEnded(part.id, scene.cohort.id, part.startup_id))
    assert not [each for each in scene.meetings() if each.startup_id == part.startup_id]
    assert letters_to(scene.owner(0)) == ["plan", "off"]
    assert "METHOD:CANCEL" in newest_letter(scene.owner(0)).attachments[0]["text"]


def test_who_falls_ill_on_the_morning_is_planned_around_with_least_change() -> None:
    scene = published(4, 4)
    before = {m.id: (m.slot, m.room_id) for m in scene.meetings()}
    ill = scene.given[0].mentor_id
    with frozen_at(at("08:30")):
        with transaction():
            coming.set_away(scene.mentor(0), away=True, by=scene.manager)
        proposal = scene.mend()
        assert {m.id: (m.slot, m.room_id) for m in scene.meetings()} == before  # not yet
        named = {each[0] for each in proposal["dropped"]} | {each[0] for each in proposal["added"]}
        named |= {two[0][0] for two in proposal["moved"]}
        told_before = [len(letters_to(scene.owner(n))) for n in range(4)]
        scene.take_over()
    assert ill not in {m.mentor_id for m in scene.meetings()}
    assert len(scene.meetings()) == 8  # all of them meet somebody else instead
    stayed = {m.id for m in scene.meetings()} & before.keys()
    moved = [id_ for id_ in stayed if before[id_] != _place(scene, id_)]
    assert len(moved) == len(proposal["moved"]) <= 2
    told_now = [len(letters_to(scene.owner(n))) for n in range(4)]
    for n in range(4):
        concerned = str(scene.parts[n].startup_id) in named
        assert told_now[n] - told_before[n] == int(concerned)
    assert letters_to(scene.mentor_person(0)) == ["plan", "off"]
    assert sum(engaged(scene).values()) == 16


def _place(scene: Scene, meeting_id: object) -> tuple[int, object]:
    meeting = db.session.get_one(DayMeeting, meeting_id)
    return meeting.slot, meeting.room_id


def test_what_has_begun_stands_when_a_room_is_lost_in_the_middle() -> None:
    scene = published(3, 3)
    begun = [m.id for m in scene.meetings() if m.slot == 0]
    places_before = {id_: _place(scene, id_) for id_ in begun}
    with frozen_at(at("09:10")):
        lost = scene.rooms()[0]
        with transaction():
            places.set_closed(lost, closed=True, by=scene.manager)
        scene.mend()
        scene.take_over()
        later = [m for m in scene.meetings() if m.slot > 0]
        assert {id_: _place(scene, id_) for id_ in begun} == places_before
        assert lost.id not in {m.room_id for m in later} and len(later) == 3


def test_a_startup_that_comes_later_is_heard_later() -> None:
    scene = published(3, 3)
    with frozen_at(at("08:30")):
        with transaction():
            hours = StartupHours(away=[("09:00", "10:00")])
            coming.change_startup(scene.startup(0), hours, by=scene.manager)
        scene.mend()
        scene.take_over()
    late = [m.slot for m in scene.meetings() if m.startup_id == scene.parts[0].startup_id]
    assert len(late) == 2 and min(late) >= 2


def test_a_proposal_that_the_day_has_overtaken_is_not_taken_over() -> None:
    scene = published(3, 3)
    with frozen_at(at("08:30")):
        with transaction():
            coming.set_away(scene.mentor(0), away=True, by=scene.manager)
        scene.mend()
        with transaction():
            coming.set_away(scene.mentor(1), away=True, by=scene.manager)
        with pytest.raises(MentorDayStale):
            scene.take_over()
        scene.mend()
    with frozen_at(at("12:45")), pytest.raises(MentorDayStale):
        scene.take_over()  # its slots have begun meanwhile


def test_a_meeting_by_hand_that_cannot_be_is_refused() -> None:
    scene = planned()
    meeting = scene.meetings()[0]
    with transaction():
        coming.set_away(scene.mentor(0), away=True, by=scene.manager)
    pair = scene.parts[0].startup_id, scene.given[0].mentor_id
    with pytest.raises(MeetingNotPossible):
        mending.brought_together(scene.day, pair, place=Place(1), by=scene.manager)
    with pytest.raises(Invalid):
        mending.moved(meeting, Place(99), by=scene.manager)
    with pytest.raises(NotAllowed):
        mending.moved(meeting, Place(1), by=a_person())


def test_two_rooms_of_the_hub_are_booked_each_and_given_back() -> None:
    scene = a_scene()
    rooms = [a_space(site=scene.hall.site, name=f"R{n}", slug=f"r{n}") for n in range(2)]
    with transaction():
        coming.add_mentors(scene.day, [g.mentor_id for g in scene.given], by=scene.manager)
        coming.add_startups(scene.day, [p.startup_id for p in scene.parts], by=scene.manager)
        wanted = PlacesWanted(spaces=tuple(each.id for each in rooms))
        places.add_rooms(scene.day, wanted, by=scene.manager)
    scene.wish_all()
    scene.plan()
    scene.publish()
    bookings = [db.session.get_one(Booking, each.booking_id) for each in scene.rooms()]
    assert {each.space_id for each in bookings} == {each.id for each in rooms}
    assert {(each.starts_at, each.ends_at) for each in bookings} == {(at("09:00"), at("13:00"))}
    with transaction():
        publishing.call_off(scene.day, by=scene.manager, reason="Flood")
    db.session.expire_all()
    assert {each.state for each in bookings} == {BookingState.CANCELLED}
    assert not engaged(scene) and scene.day.state is MentorDayState.CALLED_OFF
    assert letters_to(scene.owner(0)) == ["plan", "off"]


def test_a_plan_that_is_thrown_away_leaves_the_wishes() -> None:
    scene = planned()
    with transaction():
        planning.throw_away(scene.day, by=scene.manager)
    assert not scene.meetings() and scene.day.state is MentorDayState.DRAFT
    assert scene.startup(0).wishes


def test_ratings_of_both_sides_reach_the_matching() -> None:
    scene = published()
    a_mentoring(scene.cohort)
    meeting = scene.meetings()[0]
    n = next(i for i, p in enumerate(scene.parts) if p.startup_id == meeting.startup_id)
    with pytest.raises(MentorDayMoved), transaction():
        after.say(meeting, 5, by=scene.owner(n))  # not begun
    with frozen_at(meeting.ends_at):
        with transaction():
            after.say(meeting, 2, by=scene.owner(n))
            after.say(meeting, 5, note="Strong team", by=scene.owner(n))  # said again
            after.say(meeting, 3, by=meeting.mentor.user)
        with pytest.raises(NotAllowed), transaction():
            after.say(meeting, 1, by=scene.manager)
    assert {k: sorted(v) for k, v in ratings_in(scene.cohort).items()} == {
        (meeting.startup_id, meeting.mentor_id): [3, 5]
    }
    found = gather(scene.cohort, get_mentoring(scene.cohort), by=scene.manager)
    fit = found.fit((str(meeting.startup_id), str(meeting.mentor_id)))
    feedback = next(each for each in fit.parts if each.part == "feedback")
    assert feedback.value is not None
