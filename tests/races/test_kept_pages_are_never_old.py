"""Two web processes each keep what they have answered. Whoever books in one of them is told the
truth by both, from the next request on."""

import json
import urllib.request
from datetime import UTC

from tests.api import a_token
from tests.factories import a_person, a_site, a_space, slot
from tests.live import running_hub

LOOKS = 16


def test_what_was_just_booked_is_taken_in_every_process(tmp_path):
    with running_hub(tmp_path, workers=2) as hub:
        room = a_space(site=a_site(code="jkt"), name="Ciliwung")
        a_space(site=room.site, name="Spree")
        secret = a_token(a_person())

        for hour in (9, 10, 11):
            during = slot(hour, days=21)
            assert _states(hub.url, secret, during) == {("free", "free")}

            made = _call(hub.url, secret, "/bookings", _wish(room, during))

            assert _states(hub.url, secret, during) == {("taken", "free")}
            _call(hub.url, secret, f"/bookings/{made['id']}", method="DELETE")
            assert _states(hub.url, secret, during) == {("free", "free")}


def _states(url, secret, during):
    """What both processes say, each asked several times."""
    start, end = (f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for at in (during.start, during.end))
    path = f"/availability?site=jkt&starts_at={start}&ends_at={end}"
    answers = [_call(url, secret, path)["items"] for _ in range(LOOKS)]
    return {tuple(each["state"] for each in answer) for answer in answers}


def _wish(room, during):
    return {
        "space": str(room.id),
        "starts_at": during.start.isoformat(),
        "ends_at": during.end.isoformat(),
    }


def _call(url, secret, path, body=None, *, method=None):
    request = urllib.request.Request(  # noqa: S310
        f"{url}/api/v1{path}",
        None if body is None else json.dumps(body).encode(),
        {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"},
        method=method,
    )
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        return json.load(answer)
