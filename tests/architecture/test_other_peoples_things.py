"""Everybody's ids in everybody else's hands: what is not yours is not there, or not for you.

Every address of the matrix that names a thing is opened with the ids of real ones: by a stranger
who has learnt them, by staff of another site, and by their own people, lest all of it be closed by
mistake.
"""

import re
from io import BytesIO
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from booking.bookings.services import Wish, book, hold
from booking.calendars.services import begin
from booking.spaces.services import close
from hub.accounts.models import ApiToken, Passkey, Role, User
from hub.accounts.services.invitations import Offer, invite
from hub.accounts.services.profile import change_photo
from hub.accounts.sign_in import person_or_none
from hub.core.database import db, transaction
from hub.files import permissions as file_permissions
from hub.files.models import File
from hub.files.rules import PHOTO, DocumentLimits
from hub.files.services import keep, store, store_document
from hub.history.models import Entry
from hub.organisations.models import MemberRole
from hub.organisations.permissions import part_in
from hub.organisations.services import invite_member
from hub.organisations.services.holidays import add_holiday
from hub.outbox.models import Message
from tests.accelerator.forms.forms import a_form
from tests.api import a_token, bearing
from tests.architecture.matrix import KEYS, MATRIX, MORE, Door, doors
from tests.architecture.test_matrix import API, told
from tests.booking.calendars.calendars import WERKHOF
from tests.factories import (
    a_grant,
    a_member,
    a_person,
    a_person_who_is,
    a_site,
    a_space,
    an_organisation,
    kept,
    slot,
)
from tests.factories.programme import a_reviewer
from tests.hub.files.papers import a_pdf
from tests.hub.files.pictures import picture
from tests.signing_in import sign_in_as

pytestmark = pytest.mark.slow
#: Doors that name a thing but are nobody's in particular, and pages that only lead on to another.
NOT_SOMEBODYS: set[Door] = set().union(*(getattr(each, "NOT_SOMEBODYS", set()) for each in MORE))
#: People's own doors behind which the house's thing lies, which is not theirs to look at yet.
FOUND_BY_STAFF: set[Door] = set().union(*(getattr(each, "FOUND_BY_STAFF", set()) for each in MORE))
LEADS_ON: set[Door] = set().union(*(getattr(each, "LEADS_ON", set()) for each in MORE))
#: Asks about a time, which it is given in the address; `test_check_api` asks who may.
NOT_SOMEBODYS |= {("GET", "/api/v1/spaces/<space_id>/check")}
NAMING = [
    door
    for door, who in MATRIX.items()
    if "_id>" in door[1] and who != "everyone" and door not in NOT_SOMEBODYS
]
#: What the forms of the hub accept, so that only whose it is can be the reason to refuse.
SENT = {
    "reason": "Because I can", "purpose": "Mine now", "people": "1", "name": "Changed",
    "part": "owner", "kind": "startup", "email": "me@stranger.example", "role": "admin",
    "guests": "me@stranger.example", "scope": "platform", "language": "en", "mode": "free",
}  # fmt: skip
#: The same for the API, by the end of the address; what is not named here takes no body.
TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("PATCH", "<booking_id>"): {"purpose": "Mine now"},
    ("POST", "/confirm"): {"purpose": "Mine now"},
    ("PATCH", "<organisation_id>"): {"name": "Changed"},
    ("PATCH", "<membership_id>"): {"part": "owner"},
    ("POST", "<organisation_id>/invitations"): {"email": "me@stranger.example"},
    ("POST", "/archive"): {"reason": "Because I can"},
    ("POST", "/verify"): {},
    ("POST", "/unverify"): {"reason": "Because I can"},
    ("PATCH", "<holiday_id>"): {"name": "Changed"},
    ("POST", "/apply"): {},
    ("POST", "/grants"): {"role": "admin"},
    ("POST", "/close"): {"reason": "Because I can"},
}
#: Whoever gets as far as the door may look at these, whosesoever they are.
SHOWN_TO_PEOPLE: set[Door] = {
    ("GET", "/api/v1/organisations/<organisation_id>"),
    ("GET", "/api/v1/spaces/<space_id>"),
}
for more in MORE:
    TOLD |= getattr(more, "TOLD", {})
    SHOWN_TO_PEOPLE |= getattr(more, "SHOWN_TO_PEOPLE", set())
#: Staff look after people wherever those are: people belong to no site.
SHOWN_TO_STAFF: set[Door] = {
    ("GET", "/admin/people/<person_id>"),
    ("GET", "/api/v1/people/<person_id>"),
}


class Things:
    """One of each, in Jakarta: Ayu's own, her team's, and what the house keeps about her."""

    def __init__(self, app: Flask) -> None:
        self.site = a_site(code="jkt", city="Jakarta")
        self.ayu = a_person(name="Ayu Rahma", email="ayu@people.example")
        self.admin = a_person_who_is(Role.ADMIN)
        self.reviewer = a_reviewer(person=self.ayu)
        self.room = a_space(site=self.site, name="Ciliwung", slug="ciliwung")
        self.team = an_organisation(name="Warga Air", city="Jakarta")
        a_member(self.team, self.ayu, role=MemberRole.OWNER)
        a_token(self.ayu)
        keeper = a_person_who_is(Role.HUB_MANAGER, site=self.site)
        with transaction():
            self.booking = book(Wish(self.room, slot(9)), booked_by=self.ayu)
            self.held = hold(Wish(self.room, slot(14)), booked_by=self.ayu)
            closure = close(self.room, slot(18), reason="Painting", by=keeper)
            pending = begin(WERKHOF, self.room, name="werkhof.ics", by=keeper)
            holiday = add_holiday(
                self.site, slot(9, days=30).start.date(), name="Rest", by=self.admin
            )
            invited = invite("new@team.example", by=self.admin, offer=Offer())
            asked = invite_member(
                self.team, "third@team.example", part=MemberRole.MEMBER, by=self.ayu
            )
        self._ids = {
            "booking_id": self.booking.id,
            "closure_id": closure.id,
            "import_id": pending.id,
            "holiday_id": holiday.id,
            "invitation_id": invited.id,
            "organisation_id": self.team.id,
            "membership_id": a_member(self.team, role=MemberRole.MEMBER).id,
            "space_id": self.room.id,
            "person_id": self.ayu.id,
            "file_id": self._file().id,
            "grant_id": a_grant(self.ayu, Role.MENTOR).id,
            "passkey_id": self._passkey().id,
            "sign_in_id": sign_in_as(app.test_client(), self.ayu).id,
            "token_id": db.session.scalars(select(ApiToken.id)).one(),
            "message_id": db.session.scalars(select(Message.id)).first(),
            "form_id": a_form(by=self.admin, template="pilot_call")[0].id,
            "number": 1,
        }
        self._asked = asked.id
        #: Two capabilities may call different things the same: each opens its doors with its own.
        self._own: dict[str, dict[str, object]] = {}
        self.told: dict[Door, dict[tuple[str, str], dict[str, object]]] = {}
        for more in MORE:
            found = more.ids(self) if hasattr(more, "ids") else {}
            self._ids |= found
            tables = doors(more.EVERYONE) | doors(more.PEOPLE) | doors(more.STAFF)
            self._own |= {pattern: found for _method, pattern in tables}
            self.told |= dict.fromkeys(tables, getattr(more, "TOLD", {}))

    def address(self, pattern: str) -> str:
        ids: dict[str, object] = {**self._ids, "code": "jkt", **self._own.get(pattern, {})}
        if "/organisations/" in pattern:
            ids["invitation_id"] = self._asked
        if pattern.endswith(("/checkout", "/confirm")):
            ids["booking_id"] = self.held.id
        if "/applications/" in pattern:
            ids["invitation_id"] = ids["co_founder_id"]
        if pattern.startswith(("/jury/", "/api/v1/jury-days/")):
            ids |= {"day_id": ids["jury_day_id"], "meeting_id": ids["jury_meeting_id"]}
        if "/forms/" in pattern:
            ids["key"] = next((key for part, key in KEYS.items() if part in pattern), "")
        for more in MORE:
            ids |= more.within(pattern) if hasattr(more, "within") else {}
        return re.sub(r"<(\w+)>", lambda name: str(ids[name[1]]), pattern)

    def _file(self) -> File:
        stored = store_document(BytesIO(a_pdf()), "deck.pdf", limits=DocumentLimits())
        with transaction():
            return keep(stored, self.team)

    def _passkey(self) -> Passkey:
        named = {"credential_id": "abc", "public_key": b"key", "name": "Phone"}
        return kept(Passkey(user_id=self.ayu.id, **named))


@pytest.fixture
def things(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Things:
    things = Things(app)
    theirs = {"organisations": lambda _file: part_in(person_or_none(), things.team) is not None}
    monkeypatch.setattr(file_permissions, "_deciders", file_permissions._deciders | theirs)
    return things


class Hands:
    """Somebody who opens addresses, whether they should or not."""

    def __init__(self, app: Flask, person: User, things: Things) -> None:
        self.client, self.things = app.test_client(), things
        self.secret = a_token(person)
        sign_in_as(self.client, person)

    def open(self, door: Door) -> TestResponse:
        method, pattern = door
        path = self.things.address(pattern)
        if not pattern.startswith(API):
            sent = SENT if method == "POST" else None
            return self.client.open(path, method=method, data=sent, buffered=True)
        headers = bearing(self.secret, If_Match="*")
        for (kind, end), body in (*self.things.told.get(door, {}).items(), *TOLD.items()):
            if kind == method and pattern.endswith(end):
                return self.client.open(path, method=method, headers=headers, json=body)
        return self.client.open(path, method=method, headers=headers)


def let_in(hands: Hands, *, but: set[Door]) -> dict[Door, TestResponse]:
    """What is neither hidden nor refused, and what has left a trace."""
    wrong = {}
    for door in NAMING:
        before = entries()
        answer = hands.open(door)
        if door in but:
            assert answer.status_code == 200
        elif answer.status_code not in (403, 404) or entries() != before:
            wrong[door] = answer
    return wrong


def entries() -> int:
    return db.session.scalar(select(func.count()).select_from(Entry)) or 0


def test_a_stranger_gets_nothing_of_it(app: Flask, things: Things) -> None:
    stranger = Hands(app, a_person(email="me@stranger.example"), things)

    assert told(let_in(stranger, but=SHOWN_TO_PEOPLE)) == []


def test_the_head_of_another_team_gets_nothing_of_it(app: Flask, things: Things) -> None:
    other = an_organisation(name="Rute Lab", city="Jakarta")
    owner = a_member(other, role=MemberRole.OWNER).user

    assert told(let_in(Hands(app, owner, things), but=SHOWN_TO_PEOPLE)) == []


def test_staff_of_another_site_get_nothing_of_it(app: Flask, things: Things) -> None:
    berlin = a_site(code="ber", zone="Europe/Berlin", currency="EUR", city="Berlin")
    manager = Hands(app, a_person_who_is(Role.HUB_MANAGER, site=berlin), things)

    assert told(let_in(manager, but=SHOWN_TO_PEOPLE | SHOWN_TO_STAFF)) == []


def test_its_own_people_find_it_there(app: Flask, things: Things) -> None:
    """So that the refusals above are about whose it is, not about an address that leads nowhere."""
    ayu, admin = Hands(app, things.ayu, things), Hands(app, things.admin, things)
    looking = [door for door in NAMING if door[0] == "GET" and door not in LEADS_ON]

    found = {door: (admin if by_staff(door) else ayu).open(door) for door in looking}

    assert told({door: a for door, a in found.items() if a.status_code != 200}) == []


def by_staff(door: Door) -> bool:
    return MATRIX[door] != "people" or door in FOUND_BY_STAFF


@pytest.mark.parametrize("path", ["/bookings/{}", "/bookings/{}.ics", "/bookings/{}/cancel"])
def test_whose_booking_it_is_cannot_be_told_from_none(
    app: Flask, things: Things, path: str
) -> None:
    stranger = Hands(app, a_person(), things).client

    real = stranger.get(path.format(things.booking.id))
    none = stranger.get(path.format(UUID(int=8)))

    assert (real.status_code, none.status_code) == (404, 404)
    assert without_ids(real.text) == without_ids(none.text)


def test_nobody_books_in_somebody_elses_name(app: Flask, things: Things) -> None:
    berlin = a_site(code="ber", zone="Europe/Berlin", currency="EUR", city="Berlin")
    people = [a_person(), a_person_who_is(Role.HUB_MANAGER, site=berlin)]
    body = {
        "space": str(things.room.id),
        "starts_at": slot(16).start.isoformat(),
        "ends_at": slot(16).end.isoformat(),
        "on_behalf_of": things.ayu.email,
    }

    for person in people:
        hands = Hands(app, person, things)
        answer = hands.client.post("/api/v1/bookings", json=body, headers=bearing(hands.secret))
        assert answer.status_code == 403, answer.text


def test_a_photo_is_not_for_passers_by(app: Flask, things: Things) -> None:
    stored = store(BytesIO(picture()), limits=PHOTO)
    with transaction():
        change_photo(things.ayu, stored)
    path = f"/photos/{stored.id}"

    assert app.test_client().get(path).status_code == 404
    seen = Hands(app, a_person(), things).client.get(path, buffered=True)
    assert seen.status_code == 200


def without_ids(page: str) -> str:
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=[\"> ])[0-9a-f]{16}|[\w.-]{80,}", "…", page)
