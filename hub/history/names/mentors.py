"""The names of what mentors, their places and both sides' wishes record."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "mentor.made": _l("became a mentor"),
    "mentor.changed": _l("changed the mentor's profile"),
    "mentor.code-accepted": _l("agreed to the code of conduct"),
    "mentor.paused": _l("paused as a mentor"),
    "mentor.resumed": _l("is back as a mentor"),
    "mentor.left": _l("left the mentors"),
    "mentor.returned": _l("came back to the mentors"),
    "mentoring.opened": _l("opened the cohort's mentoring"),
    "mentoring.changed": _l("changed the terms of mentoring"),
    "mentor-places.asked": _l("asked a mentor for the cohort"),
    "mentor-places.answered": _l("answered for the cohort"),
    "mentor-places.ended": _l("stopped mentoring in the cohort"),
    "organisation-places.set": _l("set the organisation's places"),
    "mentoring.reminded": _l("reminded of what is missing for mentoring"),
    "mentoring-wish.said": _l("said what the startup needs"),
    "mentoring-preferences.ranked": _l("ranked the other side"),
    "mentoring-preferences.vetoed": _l("ruled somebody out"),
    "mentoring-preferences.unvetoed": _l("took back that somebody is ruled out"),
    "availability.set": _l("said when they have time"),
    "availability.day-set": _l("said other hours for a day"),
    "availability.day-dropped": _l("took other hours of a day back"),
    "availability.calendar-added": _l("added a calendar from elsewhere"),
    "availability.calendar-dropped": _l("took a calendar from elsewhere away"),
}
FIELDS: dict[str, Any] = {
    "headline": _l("headline"),
    "topics": _l("topics"),
    "stages": _l("stages"),
    "dimensions": _l("dimensions"),
    "ways": _l("ways of working"),
    "links": _l("links"),
    "shown": _l("who sees what"),
    "places": _l("places"),
    "organisation": _l("organisation"),
    "count": _l("number"),
    "number": _l("number"),
    "what": _l("what"),
    "minutes": _l("minutes a week"),
    "day": _l("day"),
    "zone": _l("time zone"),
}
SUBJECTS: dict[str, Any] = {
    "mentors": _l("mentor"),
    "mentorings": _l("mentoring of a cohort"),
    "mentor_places": _l("mentor's places"),
    "organisation_places": _l("organisation's places"),
    "mentoring_wishes": _l("needs of a startup"),
}
STATES: dict[str, Any] = {
    "asked": _l("Asked"),
    "accepted": _l("Accepted"),
    "declined": _l("Declined"),
}
