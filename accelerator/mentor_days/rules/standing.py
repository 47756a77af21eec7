"""Whether meetings can be as the day is now, one by one: who is there, and is there a room?"""

from collections.abc import Iterable

from accelerator.mentor_days.rules.days import Day, Meeting, Pair


def cannot_be(day: Day, meetings: Iterable[Meeting], *, started: int = 0) -> frozenset[Pair]:
    """Those of meetings to come, from the slot `started` on, that cannot be: somebody is away or
    takes no part, the room is closed or gone, or the two must not meet."""
    there = {each.id: each.available for each in day.mentors}
    away = {each.id: each.away for each in day.startups}
    closed = {each.id: each.closed for each in day.rooms}
    video = {each.id for each in day.mentors if each.video}
    video |= {each.id for each in day.startups if each.video}

    def can_be(meeting: Meeting) -> bool:
        slot, room = meeting.slot, meeting.room
        on_video = room is None and not video.isdisjoint(meeting.pair)
        return (
            slot in there.get(meeting.mentor, ())
            and slot not in away.get(meeting.startup, {slot})
            and meeting.pair not in day.conflicts
            and (on_video or slot not in closed.get(room or "", {slot}))
        )

    return frozenset(m.pair for m in meetings if m.slot >= started and not can_be(m))
