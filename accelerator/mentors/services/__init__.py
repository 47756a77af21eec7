"""Things one can do with mentors, their places and both sides' wishes."""

from accelerator.mentors.services.availability import (
    OtherHours,
    add_calendar_file,
    add_calendar_url,
    drop_calendar,
    drop_exception,
    set_exception,
    set_week,
)
from accelerator.mentors.services.giving import (
    answer,
    ask,
    change_terms,
    open_mentoring,
    set_organisation_places,
    stop,
)
from accelerator.mentors.services.profiles import (
    Profile,
    accept_code,
    become_mentor,
    change_mentor,
    invite_mentor,
    leave,
    make_mentor,
    pause,
    resume,
)
from accelerator.mentors.services.wishing import Need, rank, say_needs, say_wishes, unveto, veto

__all__ = [
    "Need",
    "OtherHours",
    "Profile",
    "accept_code",
    "add_calendar_file",
    "add_calendar_url",
    "answer",
    "ask",
    "become_mentor",
    "change_mentor",
    "change_terms",
    "drop_calendar",
    "drop_exception",
    "invite_mentor",
    "leave",
    "make_mentor",
    "open_mentoring",
    "pause",
    "rank",
    "resume",
    "say_needs",
    "say_wishes",
    "set_exception",
    "set_organisation_places",
    "set_week",
    "stop",
    "unveto",
    "veto",
]
