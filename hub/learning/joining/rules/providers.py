"""Addresses of video rooms: what each provider wants to be called with.

Sources: Jitsi "JWT token authentication" (jitsi-meet, lib-jitsi-meet/doc/tokens.md) and
BigBlueButton "API reference" (docs.bigbluebutton.org/development/api).
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote, urlencode

#: A token opens the room for so long; whoever is in stays in.
TOKEN_LIVES = timedelta(hours=4)
LONGEST_NAME = 80
_ROOM = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{7,79}")


@dataclass(frozen=True)
class Guest:
    """Who goes in. `id` is the same at every visit, and tells nobody who it is."""

    id: str
    name: str
    #: Teaches, and so may mute and let in.
    leads: bool
    language: str


def is_room_name(room: str) -> bool:
    """Long enough not to be guessed, and made of what no provider trips over."""
    return _ROOM.fullmatch(room) is not None


@dataclass(frozen=True)
class JitsiServer:
    """`app_id` signs with `secret`; both empty where the server takes whoever knows the room."""

    url: str
    app_id: str = ""
    secret: str = ""


def jitsi_address(server: JitsiServer, room: str, *, guest: Guest, now: datetime) -> str:
    """With a secret, only who has such a token gets in; without one the room's name is all."""
    address = f"{server.url.rstrip('/')}/{quote(room, safe='')}"
    name = quote(json.dumps(guest.name[:LONGEST_NAME]), safe="")
    fragment = f"#userInfo.displayName={name}"
    if not server.secret:
        return address + fragment
    claims = {
        "iss": server.app_id,
        "aud": server.app_id,
        "sub": "*",
        "room": room,
        "nbf": int(now.timestamp()) - 60,
        "exp": int((now + TOKEN_LIVES).timestamp()),
        "context": {
            "user": {
                "id": guest.id,
                "name": guest.name[:LONGEST_NAME],
                "affiliation": "owner" if guest.leads else "member",
                "moderator": guest.leads,
            }
        },
    }
    return f"{address}?jwt={_hs256(claims, server.secret)}{fragment}"


def bigbluebutton_create(
    base: str, *, meeting_id: str, name: str, secret: str, minutes: int
) -> str:
    """The call that opens the meeting; repeated, it changes nothing."""
    values = {
        "meetingID": meeting_id,
        "name": name[:120] or meeting_id,
        "moderatorPW": _password(secret, meeting_id, part="leads"),
        "attendeePW": _password(secret, meeting_id, part="learns"),
        "duration": str(minutes),
        "record": "false",
    }
    return _bigbluebutton(base, "create", values=values, secret=secret)


def bigbluebutton_join(
    base: str, *, meeting_id: str, guest: Guest, secret: str, create_time: str = ""
) -> str:
    """The address at which this guest goes in; it carries their name and works for them alone as
    far as the provider can tell."""
    values = {
        "meetingID": meeting_id,
        "fullName": guest.name[:LONGEST_NAME],
        "userID": guest.id,
        "password": _password(secret, meeting_id, part="leads" if guest.leads else "learns"),
        "redirect": "true",
        "userdata-bbb_override_default_locale": guest.language,
    }
    if create_time:
        values["createTime"] = create_time
    return _bigbluebutton(base, "join", values=values, secret=secret)


def _bigbluebutton(base: str, call: str, *, values: Mapping[str, str], secret: str) -> str:
    """`checksum` is over the call's name, the query as it is sent, and the shared secret."""
    query = urlencode(values)
    checksum = hashlib.sha256(f"{call}{query}{secret}".encode()).hexdigest()
    return f"{base.rstrip('/')}/api/{call}?{query}&checksum={checksum}"


def _password(secret: str, meeting_id: str, *, part: str) -> str:
    told = hmac.new(secret.encode(), f"{meeting_id}:{part}".encode(), hashlib.sha256)
    return told.hexdigest()[:24]


def _hs256(claims: Mapping[str, object], secret: str) -> str:
    head = _segment({"alg": "HS256", "typ": "JWT"})
    body = _segment(claims)
    signature = hmac.new(secret.encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
    return f"{head}.{body}.{_base64url(signature)}"


def _segment(value: Mapping[str, object]) -> str:
    return _base64url(json.dumps(value, separators=(",", ":")).encode())


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
