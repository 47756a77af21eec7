"""Who gets in when, when a reminder comes, and what is told once changes rest."""

import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC
from hypothesis import given
from hypothesis import strategies as st

from hub.core.timeslots import TimeSlot
from hub.learning.joining.rules.notices import REST, News, Said, due_at, news
from hub.learning.joining.rules.providers import (
    Guest,
    JitsiServer,
    bigbluebutton_create,
    bigbluebutton_join,
    is_room_name,
    jitsi_address,
)
from hub.learning.joining.rules.reminders import due_kind, send_at
from hub.learning.joining.rules.ways import Door, Session, Standing, door

START = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)  # 15:00 WIB, 09:00 in Berlin
SLOT = TimeSlot(START, START + timedelta(minutes=90))
ONLINE = Session(SLOT, is_online=True, is_cancelled=False)
SITI = Guest("7f3a", "Siti O'Neill & Söhne", leads=False, language="id")
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("standing", [Standing.HAS_PLACE, Standing.TEACHES])
def test_the_door_stands_open_from_a_quarter_before_until_ten_minutes_after(
    standing: Standing,
) -> None:
    at = {
        START - timedelta(minutes=15, seconds=1): Door.TOO_EARLY,
        START - timedelta(minutes=15): Door.OPEN,
        SLOT.end + timedelta(minutes=9, seconds=59): Door.OPEN,
        SLOT.end + timedelta(minutes=10): Door.OVER,
    }

    assert {now: door(ONLINE, standing, now=now) for now in at} == at


@pytest.mark.parametrize(
    ("standing", "told"),
    [
        (Standing.NOBODY, Door.NO_PLACE),
        (Standing.WAITING, Door.WAITING),
        (Standing.OFFERED, Door.OFFERED),
        (Standing.ASKED, Door.ASKED),
    ],
)
@given(minutes=st.integers(-3000, 3000), online=st.booleans(), cancelled=st.booleans())
def test_without_a_place_nobody_learns_anything_else(
    standing: Standing, told: Door, minutes: int, online: bool, cancelled: bool
) -> None:
    session = Session(SLOT, is_online=online, is_cancelled=cancelled)

    assert door(session, standing, now=START + minutes * MINUTE) is told


def test_a_cancelled_session_says_so_whatever_the_time() -> None:
    session = Session(SLOT, is_online=True, is_cancelled=True)

    assert door(session, Standing.HAS_PLACE, now=START) is Door.CANCELLED


def test_jitsi_gets_a_token_whose_signature_another_library_accepts() -> None:
    server = JitsiServer("https://meet.example/", "hub", "s" * 32)

    address = jitsi_address(server, "kota-data-7f3a", guest=SITI, now=START)

    parts = urlsplit(address)
    token = parse_qs(parts.query)["jwt"][0]
    signed, _, signature = token.rpartition(".")
    mac = HMAC(b"s" * 32, hashes.SHA256())
    mac.update(signed.encode())
    mac.verify(base64.urlsafe_b64decode(signature + "=="))
    claims = json.loads(base64.urlsafe_b64decode(signed.partition(".")[2] + "=="))
    assert parts.path == "/kota-data-7f3a"
    assert (claims["iss"], claims["room"]) == ("hub", "kota-data-7f3a")
    assert claims["context"]["user"]["name"] == SITI.name
    assert claims["context"]["user"]["moderator"] is False
    assert claims["nbf"] < START.timestamp() < claims["exp"]
    assert "'" not in parts.fragment.replace("%22", "")


def test_bigbluebutton_is_called_with_a_checksum_over_what_is_sent() -> None:
    address = bigbluebutton_join(
        "https://bbb.example/bigbluebutton", meeting_id="run-1", guest=SITI, secret="geheim"
    )

    query = urlsplit(address).query
    sent, checksum = query.split("&checksum=")
    assert checksum == hashlib.sha256(f"join{sent}geheim".encode()).hexdigest()
    assert parse_qs(sent)["userID"] == ["7f3a"]


def test_who_leads_gets_another_password_than_who_learns_and_create_knows_both() -> None:
    base = "https://bbb.example/bigbluebutton"
    teacher = Guest("1", "Budi", leads=True, language="id")
    created = parse_qs(
        urlsplit(
            bigbluebutton_create(base, meeting_id="m", name="Data", secret="s", minutes=120)
        ).query
    )

    def password(guest: Guest) -> str:
        address = bigbluebutton_join(base, meeting_id="m", guest=guest, secret="s")
        return parse_qs(urlsplit(address).query)["password"][0]

    assert password(teacher) == created["moderatorPW"][0]
    assert password(SITI) == created["attendeePW"][0]
    assert password(SITI) != password(teacher)


def test_a_room_has_a_name_that_nobody_guesses() -> None:
    assert is_room_name("kota-data-7f3a")
    assert not any(is_room_name(name) for name in ("data", "a b c d e f", "", "../../etc/passwd"))


@pytest.mark.parametrize(
    ("kind", "zone", "local"),
    [
        ("24h", "Asia/Jakarta", "2026-11-30 15:00"),
        ("1h", "Asia/Jakarta", "2026-12-01 14:00"),
        ("24h", "Europe/Berlin", "2026-11-30 09:00"),
        # 08:00 in Berlin is day; in Los Angeles it is one hour before midnight: the evening before.
        ("1h", "America/Los_Angeles", "2026-11-30 21:00"),
    ],
)
def test_reminders_come_by_the_readers_own_clock(kind: str, zone: str, local: str) -> None:
    at = send_at(START, kind, zone=zone).astimezone(ZoneInfo(zone))

    assert f"{at:%Y-%m-%d %H:%M}" == local


@given(
    minutes=st.integers(0, 60 * 24 * 400),
    kind=st.sampled_from(["24h", "1h"]),
    zone=st.sampled_from(
        ["Asia/Jakarta", "Asia/Makassar", "Europe/Berlin", "Asia/Bangkok", "America/New_York"]
    ),
)
def test_no_reminder_comes_in_the_night_or_after_the_start(
    minutes: int, kind: str, zone: str
) -> None:
    starts_at = datetime(2026, 1, 1, tzinfo=UTC) + minutes * MINUTE

    at = send_at(starts_at, kind, zone=zone)

    wall = at.astimezone(ZoneInfo(zone))
    assert at < starts_at
    assert 7 <= wall.hour < 21 or (wall.hour, wall.minute) == (21, 0)


def test_each_reminder_is_due_once_and_the_nearer_stands_in_for_the_farther() -> None:
    def due(out: list[str], before: timedelta) -> str | None:
        told_at = START - timedelta(days=9)
        return due_kind(START, zone="Asia/Jakarta", told_at=told_at, out=out, now=START - before)

    assert due([], timedelta(hours=25)) is None
    assert due([], timedelta(hours=24)) == "24h"
    assert due(["24h"], timedelta(hours=23)) is None
    assert due(["24h"], timedelta(minutes=59)) == "1h"
    assert due([], timedelta(minutes=59)) == "1h"
    assert due(["24h", "1h"], MINUTE) is None
    assert due([], timedelta()) is None


def test_who_has_just_been_told_is_not_reminded_of_it() -> None:
    told = START - timedelta(hours=24, minutes=10)
    at = START - timedelta(hours=23)

    assert due_kind(START, zone="Asia/Jakarta", told_at=told, out=[], now=at) is None


NOW = START - timedelta(days=3)
KNOWN = Said(START, SLOT.end, "Forum A", is_online=False, is_cancelled=False)


def test_changes_are_told_when_they_rest_and_at_once_when_time_is_short() -> None:
    later = NOW + timedelta(minutes=4)

    assert due_at(first=NOW, last=later, starts_at=START) == later + REST
    assert due_at(first=NOW, last=NOW + timedelta(minutes=19), starts_at=START) == NOW + timedelta(
        minutes=20
    )
    soon = START - timedelta(hours=1)
    assert due_at(first=soon, last=soon, starts_at=START) == soon


def test_only_what_is_new_is_told() -> None:
    moved = Said(START + timedelta(days=1), SLOT.end + timedelta(days=1), "Forum A", False, False)
    off = Said(START, SLOT.end, "Forum A", is_online=False, is_cancelled=True)

    assert news(KNOWN, KNOWN) is None
    assert news(KNOWN, moved) is News.MOVED
    assert news(KNOWN, off) is News.CANCELLED
    assert news(off, off) is None
    assert news(None, KNOWN) is News.NEW
    assert news(None, off) is None
