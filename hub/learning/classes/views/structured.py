"""What search engines read: schema.org's Course, CourseInstance and Event, in the page's language.

The template writes it with `tojson`, which escapes whatever could end the script that holds it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from accelerator.vocabulary.words import in_words
from hub.core.i18n import language
from hub.learning.classes.models import ClassRun, ClassSession, Mode
from hub.learning.classes.rules.standing import Stage
from hub.learning.classes.views.cards import Card
from hub.learning.courses.models import Course, CourseVersion
from hub.web.addresses import public_url
from hub.web.templating import HUB_NAME

_MODES = {Mode.ONLINE: "Online", Mode.IN_SPACE: "Onsite", Mode.HYBRID: "Blended"}
_ATTENDANCE = {
    Mode.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    Mode.IN_SPACE: "https://schema.org/OfflineEventAttendanceMode",
    Mode.HYBRID: "https://schema.org/MixedEventAttendanceMode",
}


def run_data(run: ClassRun, sessions: Sequence[ClassSession], *, card: Card) -> dict[str, Any]:
    """The course with this one run, and each of its sessions as an event."""
    instance = _instance(card) | {"subEvent": [_event(each, run) for each in sessions]}
    return _course(run.course, run.of_version) | {"hasCourseInstance": [instance]}


def course_data(
    course: Course, version: CourseVersion | None, *, cards: Iterable[Card]
) -> dict[str, Any]:
    coming = [_instance(each) for each in cards if each.standing.stage is not Stage.OVER]
    return _course(course, version) | ({"hasCourseInstance": coming} if coming else {})


def _course(course: Course, version: CourseVersion | None) -> dict[str, Any]:
    outcomes = [in_words(each) for each in version.outcomes] if version else []
    return {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": in_words(course.title),
        "description": in_words(course.summary) or in_words(course.title),
        "url": public_url("classes.course", slug=course.slug),
        "provider": {"@type": "Organization", "name": HUB_NAME, "url": public_url("home.index")},
        "inLanguage": language(),
        "educationalLevel": str(course.level),
        "timeRequired": f"PT{course.hours}H",
        "about": list(course.topics),
        "teaches": outcomes,
    }


def _instance(card: Card) -> dict[str, Any]:
    run = card.run
    url = public_url("classes.show", slug=run.slug)
    found: dict[str, Any] = {
        "@type": "CourseInstance",
        "name": in_words(run.name),
        "url": url,
        "courseMode": _MODES[run.mode],
        "inLanguage": run.language,
        "eventStatus": _status(cancelled=card.standing.stage is Stage.CANCELLED),
        "offers": {
            "@type": "Offer",
            "url": url,
            "price": f"{run.price_minor / 100:.2f}",
            "priceCurrency": run.currency,
            "category": "Free" if run.price.is_free else "Paid",
            "availability": "https://schema.org/InStock" if card.free
            else "https://schema.org/SoldOut",
        },
    }  # fmt: skip
    if run.starts_at and run.ends_at:
        found["startDate"] = _local(run.starts_at, run.zone)
        found["endDate"] = _local(run.ends_at, run.zone)
    return found | ({"location": _place(run)} if run.site else {})


def _event(session: ClassSession, run: ClassRun) -> dict[str, Any]:
    """Where it meets on video is in none of it: the location is the page of the class."""
    booking = session.booking
    where: dict[str, Any] = (
        {
            "@type": "Place",
            "name": f"{booking.space.name}, {booking.space.site.name}",
            "address": booking.space.site.address or booking.space.site.city,
        }
        if booking
        else {"@type": "VirtualLocation", "url": public_url("classes.show", slug=run.slug)}
    )
    return {
        "@type": "Event",
        "name": in_words(session.title) or in_words(run.name),
        "startDate": _local(session.starts_at, session.zone),
        "endDate": _local(session.ends_at, session.zone),
        "eventStatus": _status(cancelled=session.cancelled_at is not None),
        "eventAttendanceMode": _ATTENDANCE[_mode_of(session)],
        "location": where,
    }


def _mode_of(session: ClassSession) -> Mode:
    if session.booking_id is None:
        return Mode.ONLINE
    return Mode.HYBRID if session.is_online else Mode.IN_SPACE


def _place(run: ClassRun) -> dict[str, Any]:
    site = run.site
    return (
        {"@type": "Place", "name": site.name, "address": site.address or site.city} if site else {}
    )


def _status(*, cancelled: bool) -> str:
    return f"https://schema.org/Event{'Cancelled' if cancelled else 'Scheduled'}"


def _local(instant: datetime, zone: str) -> str:
    """With the offset of the place, as the page shows it."""
    return str(instant.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes"))
