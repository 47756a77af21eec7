"""Days small enough to try everything, and what each plan must keep: not by the engine's means."""

from collections.abc import Iterator
from itertools import permutations

from hypothesis import strategies as st

from accelerator.mentor_days.rules import Day, Meeting, Mentor, Room, Startup

MENTORS = ("Ayu", "Budi", "Clara")
STARTUPS = ("airlink", "banjir", "citra")


@st.composite
def small_days(draw, *, slots=4):
    """Up to three startups and three mentors; windows, runs, kinds of rooms, video, pauses."""
    when = st.frozensets(st.integers(0, slots - 1))
    mentors = tuple(
        Mentor(
            name,
            available=draw(when),
            most=draw(st.sampled_from([None, None, 1, 2])),
            longest_run=draw(st.sampled_from([None, None, 1, 2])),
            video=draw(st.sampled_from([False, False, True])),
            kind=draw(st.sampled_from([None, None, "quiet"])),
        )
        for name in MENTORS[: draw(st.integers(1, 3))]
    )
    startups = tuple(
        Startup(
            name,
            wishes=tuple(draw(st.permutations(MENTORS)))[: draw(st.integers(0, 3))],
            wanted=draw(st.integers(0, 3)),
            away=draw(st.frozensets(st.integers(0, slots - 1), max_size=2)),
            most=draw(st.sampled_from([None, None, 1])),
            video=draw(st.sampled_from([False, False, True])),
        )
        for name in STARTUPS[: draw(st.integers(1, 3))]
    )
    rooms = tuple(
        Room(
            f"room {n}",
            kind=draw(st.sampled_from(["", "quiet"])),
            closed=draw(st.just(frozenset())),
        )
        for n in range(draw(st.integers(0, 2)))
    )
    pair = st.tuples(st.sampled_from(STARTUPS), st.sampled_from(MENTORS))
    return Day(
        slots=slots,
        startups=startups,
        mentors=mentors,
        rooms=rooms,
        pauses=draw(st.sampled_from([frozenset(), frozenset({2})])),
        conflicts=draw(st.frozensets(pair, max_size=1)),
    )


def wrong_with(day: Day, meetings: tuple[Meeting, ...]) -> str | None:
    """The first rule that the meetings break; None when they keep all of them."""
    startups = {startup.id: startup for startup in day.startups}
    mentors = {mentor.id: mentor for mentor in day.mentors}
    rooms = {room.id: room for room in day.rooms}
    for meeting in meetings:
        if meeting.startup not in startups or meeting.mentor not in mentors:
            return "somebody meets who does not take part"
        if meeting.pair in day.conflicts:
            return "two meet who must not"
        if meeting.slot in startups[meeting.startup].away:
            return "a startup meets while it is away"
        if meeting.slot not in mentors[meeting.mentor].available or meeting.slot >= day.slots:
            return "a mentor meets outside its windows"
    for what in (
        [m.pair for m in meetings],
        [(m.startup, m.slot) for m in meetings],
        [(m.mentor, m.slot) for m in meetings],
        [(m.room, m.slot) for m in meetings if m.room is not None],
    ):
        if len(set(what)) != len(what):
            return "somebody or something is in two places, or two meet twice"
    for meeting in meetings:
        mentor, room = mentors[meeting.mentor], rooms.get(meeting.room or "")
        video = mentor.video or startups[meeting.startup].video
        if video != (room is None):
            return "a room on video, or none where one is needed"
        if room and (meeting.slot in room.closed or mentor.kind not in (None, room.kind)):
            return "a room that is closed, or of the wrong kind"
    return _too_much(day, meetings)


def _too_much(day: Day, meetings: tuple[Meeting, ...]) -> str | None:
    for startup in day.startups:
        if sum(m.startup == startup.id for m in meetings) > startup.limit:
            return "a startup has more meetings than it wants"
    for mentor in day.mentors:
        busy = {m.slot for m in meetings if m.mentor == mentor.id}
        if mentor.most is not None and len(busy) > mentor.most:
            return "a mentor has more meetings than it gives"
        run = 0
        for slot in range(day.slots):
            run = run + 1 if slot in busy and slot not in day.pauses else int(slot in busy)
            if mentor.longest_run is not None and run > mentor.longest_run:
                return "a mentor has no break"
    return None


def every_plan(day: Day) -> Iterator[tuple[Meeting, ...]]:
    """All that could be, rooms left out where any will do; of small days only."""
    pairs = [(s.id, m) for s in day.startups for m in s.wishes]

    def longer(number: int, chosen: tuple[Meeting, ...]) -> Iterator[tuple[Meeting, ...]]:
        if number == len(pairs):
            yield chosen
            return
        yield from longer(number + 1, chosen)
        for slot in range(day.slots):
            more = (*chosen, Meeting(*pairs[number], slot))
            if _is_possible(day, more):
                yield from longer(number + 1, more)

    return longer(0, ())


def _is_possible(day: Day, meetings: tuple[Meeting, ...]) -> bool:
    seated = [_with_rooms(day, [m for m in meetings if m.slot == s]) for s in range(day.slots)]
    return all(its is not None and wrong_with(day, its) is None for its in seated) and (
        _too_much(day, meetings) is None and len({m.pair for m in meetings}) == len(meetings)
    )


def _with_rooms(day: Day, meetings: list[Meeting]) -> tuple[Meeting, ...] | None:
    """Rooms for one slot, by trying all orders."""
    remote = {s.id for s in day.startups if s.video} | {m.id for m in day.mentors if m.video}
    in_rooms = [m for m in meetings if m.startup not in remote and m.mentor not in remote]
    video = [m for m in meetings if m not in in_rooms]
    for rooms in permutations([room.id for room in day.rooms], len(in_rooms)):
        given = [
            Meeting(m.startup, m.mentor, m.slot, room)
            for m, room in zip(in_rooms, rooms, strict=True)
        ]
        if wrong_with(day, tuple(given)) is None:
            return (*video, *given)
    return None
