"""The names of what mentor days record."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "day-meeting.ended": _l("took a meeting out of the mentor day"),
    "day-meeting.fixed": _l("fixed a meeting where it is"),
    "day-meeting.freed": _l("let plans move a meeting again"),
    "day-meeting.marked": _l("noted whether the two met"),
    "day-meeting.said": _l("said how a meeting was"),
    "day-mentor.came-back": _l("noted that a mentor is there after all"),
    "day-mentor.confirmed": _l("said when they are there on the mentor day"),
    "day-mentor.hours-set": _l("set when a mentor is there"),
    "day-mentor.left": _l("noted that a mentor is away"),
    "day-room.closed": _l("closed a room of the mentor day"),
    "day-room.opened": _l("opened a room of the mentor day again"),
    "day-room.renamed": _l("renamed a room of the mentor day"),
    "day-startup.came-back": _l("noted that a startup is there after all"),
    "day-startup.hours-set": _l("set when a startup is there"),
    "day-startup.left": _l("noted that a startup is away"),
    "day-startup.wished": _l("wished for mentors on the mentor day"),
    "mentor-day.asked": _l("asked mentors and startups about the mentor day"),
    "mentor-day.called-off": _l("called the mentor day off"),
    "mentor-day.changed": _l("changed the mentor day"),
    "mentor-day.finished": _l("ended the mentor day"),
    "mentor-day.gathered": _l("added to the mentor day"),
    "mentor-day.made": _l("made a mentor day"),
    "mentor-day.mended": _l("mended the plan of the mentor day"),
    "mentor-day.plan-asked": _l("asked for a plan of the mentor day"),
    "mentor-day.plan-stopped": _l("stopped the making of a plan"),
    "mentor-day.plan-thrown-away": _l("threw the plan of the mentor day away"),
    "mentor-day.planned": _l("planned the mentor day"),
    "mentor-day.published": _l("published the mentor day"),
    "mentor-day.taken-off": _l("took somebody off the mentor day"),
}
FIELDS: dict[str, Any] = {
    "added": _l("new"),
    "asked": _l("asked"),
    "at_most": _l("at most"),
    "away": _l("away"),
    "copied": _l("like the day of"),
    "dropped": _l("taken out"),
    "gap_minutes": _l("minutes between meetings"),
    "longest_run": _l("meetings in a row"),
    "meeting_minutes": _l("minutes of a meeting"),
    "mentor": _l("mentor"),
    "mentors": _l("mentors"),
    "most": _l("at most"),
    "moved": _l("moved"),
    "on_video": _l("on video"),
    "room": _l("room"),
    "rooms": _l("rooms"),
    "side": _l("side"),
    "startup": _l("startup"),
    "startups": _l("startups"),
    "wanted": _l("meetings wanted"),
    "windows": _l("there"),
    "wishes": _l("wishes"),
    "wishes_until": _l("wishes until"),
}
SUBJECTS: dict[str, Any] = {
    "mentor_day_meetings": _l("meeting of a mentor day"),
    "mentor_day_mentors": _l("mentor on a mentor day"),
    "mentor_day_rooms": _l("room of a mentor day"),
    "mentor_day_startups": _l("startup on a mentor day"),
    "mentor_days": _l("mentor day"),
}
STATES: dict[str, Any] = {
    "called-off": _l("called off"),
    "held": _l("met"),
}
