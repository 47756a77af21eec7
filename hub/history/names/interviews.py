"""The names of what interviews record."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "interview-day.called-off": _l("called the interview day off"),
    "interview-day.changed": _l("changed the interview day"),
    "interview-day.choosing-opened": _l("let the teams choose their times"),
    "interview-day.finished": _l("ended the interview day"),
    "interview-day.invited": _l("invited teams to the interview day"),
    "interview-day.made": _l("made an interview day"),
    "interview-day.planned": _l("took a plan over"),
    "interview-day.published": _l("published the interview day"),
    "interview-day.uninvited": _l("took a team off the interview day"),
    "interview-panel.changed": _l("changed the panel"),
    "interview-panel.made": _l("added a panel"),
    "interview-panel.removed": _l("removed the panel"),
    "interview.chosen": _l("chose a time for the interview"),
    "interview.marked": _l("noted whether the interview was held"),
    "interview.set": _l("set the time of the interview"),
    "interview.taken-away": _l("took the time of the interview back"),
    "interview.wishes-said": _l("said what times suit the team"),
    "jury-link.ended": _l("ended the link to a juror's day"),
    "jury-link.made": _l("made a link to a juror's day"),
    "jury-link.opened": _l("opened a juror's day by its link"),
}
FIELDS: dict[str, Any] = {
    "application": _l("application"),
    "applications": _l("applications"),
    "breaks": _l("breaks"),
    "buffer": _l("minutes between meetings"),
    "ends_local": _l("until"),
    "device": _l("device"),
    "held_on": _l("day"),
    "juror": _l("juror"),
    "meetings": _l("meetings"),
    "members": _l("members"),
    "not_after": _l("not after"),
    "not_before": _l("not before"),
    "online_from": _l("online only from"),
    "panel": _l("panel"),
    "pick_until": _l("choosing ends"),
    "presentation": _l("minutes of presentation"),
    "questions": _l("minutes of questions"),
    "sent": _l("sent by mail"),
    "space": _l("room"),
    "starts_local": _l("from"),
    "track": _l("track"),
    "way": _l("way of meeting"),
    "without": _l("without a time"),
}
SUBJECTS: dict[str, Any] = {
    "interview_days": _l("interview day"),
    "interview_invited": _l("interview"),
    "interview_panels": _l("panel"),
}
STATES: dict[str, Any] = {
    "done": _l("over"),
    "missed": _l("missed"),
    "picking": _l("teams choose"),
    "planned": _l("planned"),
    "published": _l("published"),
    "scheduled": _l("planned, not told"),
}
