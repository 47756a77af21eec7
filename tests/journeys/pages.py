"""Every page of the hub with an address that shows something, and who looks at it.

The matrix of the architecture tests names all addresses; one that is neither a page here nor in
NOT_PAGES fails `test_no_page_is_forgotten`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from accelerator.interviews.models import InterviewDay
from accelerator.matching.models import Matching
from accelerator.mentor_days.models import MentorDay
from accelerator.mentors.models import MentorPlaces
from accelerator.participations.models import Participation
from accelerator.reviews.models import Assignment, Round
from accelerator.selection.models import Release
from accelerator.sessions.models import MentorCertificate
from booking.bookings.errors import Refused, SlotTaken
from booking.bookings.models import Booking
from booking.bookings.services import Wish, book, cancel, check, hold
from booking.calendars.services import apply, begin
from booking.spaces.models import Space
from booking.spaces.services.equipment import add_equipment
from hub.accounts.models import Grant, Role, User
from hub.accounts.services.email_change import ask_to_change_email
from hub.accounts.services.invitations import Offer, invite
from hub.accounts.services.joining import PRIVACY_VERSION, Newcomer
from hub.accounts.services.resets import ask_for_reset
from hub.accounts.services.sign_up import ask_to_join
from hub.core.clock import frozen_at, now
from hub.core.database import db, transaction
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_instant, to_wall
from hub.demo.people.accounts import ADMIN, FOUNDER, INSTRUCTOR
from hub.learning.certificates.models import Certificate
from hub.learning.study.models import Post
from hub.organisations.models import Holiday, MemberRole, Membership, Organisation
from hub.organisations.services import add_member, invite_member
from hub.outbox.models import Category, Message
from hub.outbox.unsubscribing import token_for
from hub.places.models import Place
from tests.accelerator.forms.forms import a_form
from tests.architecture import (
    matrix_applications,
    matrix_attendance,
    matrix_certificates,
    matrix_classes,
    matrix_courses,
    matrix_enrolments,
    matrix_houses,
    matrix_joining,
    matrix_participations,
    matrix_study,
    matrix_teaching,
)
from tests.architecture.matrix import KEYS, MATRIX, MORE, doors
from tests.booking.calendars.calendars import WERKHOF
from tests.factories import MONDAY
from tests.factories.learning import a_run
from tests.factories.programme import QUESTIONS, a_cohort, a_live_form, a_programme, a_reviewer
from tests.journeys.applying import apply as apply_for

VISITOR, ADMIN_, FOUNDER_ = "visitor", "admin", "founder"
#: Capabilities whose addresses name the same things: each opens its pages with its own.
OWN = (
    matrix_attendance,
    matrix_certificates,
    matrix_classes,
    matrix_courses,
    matrix_enrolments,
    matrix_houses,
    matrix_joining,
    matrix_study,
    matrix_teaching,
)
#: Files, and doors that lead on or stay shut.
NOT_PAGES = {
    "/.well-known/did.json", "/.well-known/jwks.json", "/credentials/keys",
    "/credentials/keys/<kid>", "/credentials/status/<number>",
    "/admin/classes/<run_id>/enrolments.<format>", "/admin/trained-organisations.<format>",
    "/admin/courses/<course_id>/versions/<number>/document",
    "/calendar/<token>.ics", "/class-offers/<token>", "/classes/<slug>/calendar.ics",
    "/classes/<slug>/kit.zip", "/go/<session_id>", "/go/<session_id>/recording",
    "/learning/certificates/<paper_id>.jwt", "/learning/certificates/<paper_id>.pdf",
    "/organisations/<organisation_id>/learning.<ending>", "/teach/<run_id>/learners.<ending>",
    "/teach/sessions/<session_id>/register.<ending>",
    "/admin/cohorts/<cohort_id>/figures/applications.<format>", "/admin/history.csv",
    "/admin/spaces", "/sites/<code>/spaces.csv",
    "/admin/cohorts/<cohort_id>/matching/pairs.<format>",
    "/admin/cohorts/<cohort_id>/mentoring/<table>.<format>",
    "/admin/cohorts/<cohort_id>/sessions.<format>",
    "/admin/cohorts/<cohort_id>/sessions/hours.<format>", "/mentor-sessions/<session_id>/join",
    "/mentor-certificates/<certificate_id>.pdf",
    "/admin/mentor-days/<mentor_day_id>/plan.<format>",
    "/admin/mentor-days/<mentor_day_id>/plans.pdf",
    "/mentor-days/meetings/<day_meeting_id>/join", "/mentor-days/mentors/<day_mentor_id>/plan.pdf",
    "/mentor-days/startups/<day_startup_id>/plan.pdf",
    "/admin/plans/<plan_id>/members.csv",
    "/admin/reviewers.csv", "/admin/rounds/<round_id>/ranking.<ending>",
    "/applications/<application_id>/apply", "/applications/<application_id>/receipt.pdf",
    "/applications/session", "/bookings/<booking_id>.ics", "/bookings.csv", "/bookings.ics",
    "/files/<file_id>", "/front-desk/renewed", "/healthz",
    "/interviews/meetings/<meeting_id>/join", "/jury/meetings/<meeting_id>/files/<file_id>",
    "/jury/worker.js", "/language/<code>", "/metrics",
    "/photos/<file_id>", "/photos/<file_id>/<side>", "/readyz", "/spaces/mark",
    "/static/<filename>",
}  # fmt: skip
#: A call without a gate lets everybody through.
THROUGH = " (without a gate)"
#: Pages that differ for somebody who has signed in.
SEEN_TWICE = {
    "/", "/spaces", "/spaces/<site>/<slug>", "/organisations", "/organisations/<organisation_id>",
    "/sites/<code>", "/api/docs", "/invitations/<key>",
}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """`pattern` as in the matrix, `path` what the browser is sent to."""

    pattern: str
    path: str
    who: str

    @property
    def name(self) -> str:
        told = re.sub(r"[^a-z]+", "-", re.sub(r"<[^>]+>", "one", self.pattern)).strip("-")
        view = re.search(r"view=(\w+)", self.path)
        more = view[1] if view else "2"
        return f"{self.who}-{told or 'home'}{f'-{more}' if '?' in self.path else ''}"


def pages() -> list[Page]:
    """Furnishes the small demo world that is there, and tells its pages."""
    known, keys = furnish(), {}
    for name, mail in (("reset", "reset-password"), ("join", "sign-up/confirm"),
                       ("email", "confirm-email"), ("invited", "/[^/]+/invitations/"),
                       ("co-founder", "applications/invitations/")):  # fmt: skip
        keys[name] = key_in_a_mail(mail)
    stands = {pattern: standing(pattern, known) for _method, pattern in MATRIX}
    stands["/applications/invitations/<key>"] = {"key": keys["co-founder"]}
    known |= {"key": keys["invited"], "token": token_for(person(FOUNDER).email, Category.REMINDERS)}
    with_keys = {
        "/reset-password": f"?key={keys['reset']}",
        "/sign-up/confirm": f"?key={keys['join']}",
        "/confirm-email": f"?key={keys['email']}",
        "/matchings/<matching_id>/change": known["proposed"],
    }

    def page(pattern: str, who: str, query: str = "", **other: Any) -> Page:
        given = known | other
        path = re.sub(r"<(\w+)>", lambda name: str(given[name[1]]), pattern.removesuffix(THROUGH))
        return Page(pattern, path + (query or with_keys.get(pattern, "")), who)

    found = [page(pattern, who, **stands.get(pattern, {})) for pattern, who in _whose()]
    choice = f"?site=jkt&day={known['day']}&from=11:00&to=12:30&people=4"
    return [
        # It leads on to the choice of a startup, and remembers that somebody is through.
        page(f"/calls/<slug>/apply{THROUGH}", FOUNDER_, slug=known["without_gate"]),
        *found,
        page("/spaces", VISITOR, f"{choice}&space={known['slug']}"),
        page("/spaces", FOUNDER_, choice),
        *(page("/spaces", VISITOR, f"{choice}&view={each}") for each in ("day", "list", "month")),
        page("/spaces", VISITOR, f"{choice}00&view=list"),  # for four hundred
        *(page("/spaces/<site>/<slug>", FOUNDER_, f"?view={each}") for each in ("week", "month")),
        page("/bookings", FOUNDER_, "?when=past"),
        page("/bookings/<booking_id>", FOUNDER_, "?", booking_id=known["cancelled"]),
        page("/calendars/imports/<import_id>", ADMIN_, "?", import_id=known["imported"]),
        page("/organisations", VISITOR, "?text=nobody+is+called+so"),
        page("/nothing/is/here", VISITOR),
        page("/admin/people", FOUNDER_),  # which is refused
    ]


def _whose() -> Iterator[tuple[str, str]]:
    """Each page as those see it who need it; what everybody may see as a visitor, and the pages
    of the house once more as somebody who has signed in."""
    for (method, pattern), audience in MATRIX.items():
        if method != "GET" or pattern.startswith("/api/v1/") or pattern in NOT_PAGES:
            continue
        if audience == "everyone":
            yield pattern, VISITOR
        elif audience == "people":
            yield pattern, FOUNDER_
        else:
            yield pattern, ADMIN_
        if pattern in SEEN_TWICE:
            yield pattern, FOUNDER_


def standing(pattern: str, known: dict[str, Any]) -> dict[str, Any]:
    """What stands at an address instead of what usually does there."""
    if pattern == "/verify/<number>":
        return {"number": known["certificate"]}
    if pattern == "/courses/<slug>":
        return {"slug": known["taught"].course.slug}
    if pattern == "/classes/<slug>/enrol":
        return {"slug": known["open"].slug}
    if pattern.startswith("/classes/<slug>"):
        own = known["learning"][matrix_study.__name__] | matrix_study.within(pattern)
        return own | {"slug": known["taught"].slug}
    for more in OWN:
        if ("GET", pattern) in doors(more.EVERYONE + more.PEOPLE + more.STAFF):
            return known["learning"][more.__name__] | getattr(more, "within", _nothing)(pattern)
    if pattern == "/problems/<code>":
        return {"code": "slot-taken"}
    if pattern == "/bookings/<booking_id>/checkout":
        return {"booking_id": known["held"]}
    if pattern.startswith("/organisations/<organisation_id>/mentors"):
        return {"organisation_id": known["house_id"]}
    if pattern == "/admin/cohorts/<cohort_id>/thanks/<mentor_id>":
        return known["thanked"]
    if pattern == "/certificates/mentoring/<number>":
        return {"number": known["paper"]}
    if pattern.startswith("/jury/"):
        return {"day_id": known["jury_day_id"], "meeting_id": known["jury_meeting_id"]}
    if pattern == "/calls/<slug>/apply/startup":
        return {"slug": known["without_gate"]}
    if pattern in ("/calls/<slug>/demo-day", "/calls/<slug>/figures"):
        return {"slug": known["running"]}
    if pattern.startswith(("/calls/<slug>", "/programmes/<slug>")):
        return {"slug": known["call" if "/calls/" in pattern else "programme"]}
    if pattern.startswith("/forms/"):
        return {"key": next((key for part, key in KEYS.items() if part in pattern), "")}
    if "/ranking/" in pattern:
        return {"application_id": known["read"]}
    if pattern == "/admin/applications/<application_id>/feedback":
        return {"application_id": known["offered"]}
    _, _, page = pattern.partition("/admin/cohorts/<cohort_id>/")
    cohort = known["cohorts"].get(page.split("/")[0])
    return {"cohort_id": cohort} if cohort else {}


def _nothing(_pattern: str) -> dict[str, Any]:
    return {}


def furnish() -> dict[str, Any]:
    """What the small demo world does not have: things half done, and keys that wait in mails.

    Returns:
        The part of an address → what stands there.
    """
    ayu, lintang = person(FOUNDER), person(ADMIN)
    room, lab = one(Space, Space.name == "Forum B"), one(Space, Space.name == "Makerspace")
    theirs = select(Membership.organisation_id).where(Membership.user_id == ayu.id)
    team = one(Organisation, Organisation.id.in_(theirs))
    day = open_day(room)
    with transaction():
        kept = book(Wish(room, hours(day, 10, 12), 4, "Investor call"), booked_by=ayu)
        held = hold(Wish(room, hours(day, 14, 15), 4), booked_by=ayu)
        gone = book(Wish(room, hours(day, 16, 17)), booked_by=ayu)
        cancel(gone, by=ayu)
        names = {"en": "Pottery kiln", "id": "Tungku tembikar", "de": "Brennofen"}
        add_equipment(names, code="kiln", by=lintang)
        done = begin(WERKHOF, lab, name="done.ics", by=lintang)
        apply(done, by=lintang)
        waiting = begin(WERKHOF.replace(b"UID:", b"UID:x"), lab, name="werkhof.ics", by=lintang)
        colleague = add_member(team, person(INSTRUCTOR), part=MemberRole.MEMBER)
        write_mails(ayu, lintang, team)
    form, _draft, _builder = a_form(template="pilot_call")
    cohort = a_cohort(opens_at=now() - timedelta(days=7), closes_at=now() + timedelta(days=9))
    open_gate = QUESTIONS | {"gate": QUESTIONS["gate"] | {"questions": []}, "rules": []}
    programme = a_programme()
    gateless = a_cohort(
        programme=programme,
        form_version=a_live_form(programme, open_gate),
        opens_at=cohort.opens_at,
        closes_at=cohort.closes_at,
    )
    application = apply_for(ayu, person(INSTRUCTOR))
    shown = Shown(ayu, lintang, room=room, booking=kept)
    with_role = one(Grant, Grant.user_id == ayu.id, Grant.role == Role.FOUNDER)
    return shown._ids | {
        "booking_id": kept.id, "held": held.id, "cancelled": gone.id, "import_id": waiting.id,
        "imported": done.id, "organisation_id": team.id,
        "membership_id": colleague.id,
        "person_id": ayu.id, "grant_id": with_role.id, "code": "jkt", "site": "jkt",
        "chapter": "spaces", "thing": "kiln",
        "application_id": application.id, "number": 1, "section": "proposal",
        "member_id": next(m.id for m in application.members if m.user_id != ayu.id),
        "form_id": form.id, "cohort_id": cohort.id, "programme_id": cohort.programme_id,
        "call": cohort.slug, "programme": cohort.programme.slug,
        "slug": room.slug, "day": f"{day:%Y-%m-%d}", "message_id": one(Message).id,
        "without_gate": gateless.slug, "learning": shown.learning, "open": a_run(),
        "taught": shown.of(Post, "post_id", shown.learning[matrix_study.__name__]).run,
        "certificate": shown.of(
            Certificate, "paper_id", shown.learning[matrix_certificates.__name__]
        ).number,
        "running": shown.of(Participation, "participation_id").cohort.slug,
        "read": shown.of(Assignment, "assignment_id").application_id,
        "offered": shown.of(Place, "place_id").party_id,
        "paper": shown.of(MentorCertificate, "certificate_id").number,
        "thanked": {
            part: getattr(shown.of(MentorCertificate, "certificate_id"), part)
            for part in ("cohort_id", "mentor_id")
        },
        "cohorts": {
            "applications": application.cohort_id,
            "interviews": shown.of(InterviewDay, "day_id").cohort_id,
            "startups": shown.of(Participation, "participation_id").cohort_id,
            "rounds": shown.of(Round, "round_id").cohort_id,
            "mentoring": shown.of(MentorPlaces, "places_id").cohort_id,
            "matching": shown.of(Matching, "matching_id").cohort_id,
            "mentor-days": shown.of(MentorDay, "mentor_day_id").cohort_id,
        } | dict.fromkeys(
            ("decisions", "feedback", "places", "releases"),
            shown.of(Release, "release_id").cohort_id,
        ),
        # The hardest to tell from a sentence: its stored name has an English word.
        "holiday_id": one(
            Holiday, Holiday.site_id == room.site_id, Holiday.name.contains(" and ")
        ).id,
    }  # fmt: skip


class Shown:
    """What the capabilities make for `test_other_peoples_things`, for the founder and the admin of
    the demo world."""

    def __init__(self, ayu: User, admin: User, *, room: Space, booking: Booking) -> None:
        self.ayu, self.admin, self.room, self.booking = ayu, admin, room, booking
        self._ids: dict[str, Any] = {}
        self.learning: dict[str, dict[str, Any]] = {}
        with frozen_at(MONDAY):  # as the tests of the capabilities
            self.reviewer = a_reviewer(person=ayu)
            for more in MORE:
                if more in OWN:
                    self.learning[more.__name__] = more.ids(self)
                elif more is not matrix_applications and hasattr(more, "ids"):
                    self._ids |= more.ids(self)
            matrix_participations.ids(self)  # whoever is in one cohort only is led there at once

    def of(self, model: type[Any], name: str, ids: dict[str, Any] | None = None) -> Any:
        return db.session.get_one(model, (ids or self._ids)[name])


def write_mails(ayu: User, lintang: User, team: Organisation) -> None:
    """Those with keys in them, for the pages that open with one."""
    invite("new@team.example", by=lintang, offer=Offer())
    invite_member(team, "third@team.example", part=MemberRole.MEMBER, by=lintang)
    ask_for_reset(ayu.email)
    ask_to_change_email(ayu, "ayu@team.example")
    ask_to_join(Newcomer("Budi", "budi@team.example", "en", "Asia/Jakarta", "x", PRIVACY_VERSION))


def key_in_a_mail(address: str) -> str:
    """The key in the link that leads to this address."""
    for text in db.session.scalars(select(Message.text)):
        if found := re.search(rf"/{address}(?:\?key=)?([\w.-]+)", text):
            return found[1]
    raise AssertionError(f"no mail leads to {address}")


def open_day(room: Space) -> datetime:
    """Midnight of a day after all that the small demo world has booked, on which the house is
    open."""
    today = to_wall(now(), room.site.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    for ahead in range(8, 28):
        midnight = today + timedelta(days=ahead)
        try:
            check(Wish(room, hours(midnight, 10, 17)))
        except (Refused, SlotTaken):
            continue
        return midnight
    raise AssertionError("the house is closed for weeks")


def hours(midnight: datetime, start: int, end: int) -> TimeSlot:
    walls = (midnight.replace(hour=start), midnight.replace(hour=end))
    return TimeSlot(*(to_instant(wall, "Asia/Jakarta") for wall in walls))


def person(email: str) -> User:
    return one(User, User.email == email)


def one(model: type[Any], *conditions: Any) -> Any:
    return db.session.scalars(select(model).where(*conditions).order_by(model.id)).unique().first()
