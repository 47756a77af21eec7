"""What the description promises, the running hub keeps: schemathesis calls every operation with
what the description allows and with what it forbids, and holds each answer against it."""

import json
import os
import subprocess
import sys
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from booking.bookings.services import Wish, book, hold
from hub.accounts.models import Role
from hub.core.clock import now
from hub.core.database import transaction
from hub.core.timeslots import TimeSlot
from hub.openapi import description
from tests.api import a_token
from tests.factories import a_person_who_is, a_site, a_space, an_organisation
from tests.live import Hub, running_hub

EXAMPLES = os.environ.get("HUB_TEST_API_EXAMPLES", "6")
#: Rules of the house refuse much that has the right shape. A cursor of the right shape is no
#: cursor of ours, and an address that asks for a version is refused when it is another.
REFUSED_IN_GOOD_SHAPE = ["2xx", "400", "401", "403", "404", "409", "410", "412", "422"]
SETTINGS = f"""
[checks]
positive_data_acceptance.expected-statuses = {json.dumps(REFUSED_IN_GOOD_SHAPE)}
"""


@pytest.mark.slow
def test_the_hub_keeps_what_its_description_promises(tmp_path: Path) -> None:
    with running_hub(tmp_path) as hub:
        secret, described = prepare(hub)
        (tmp_path / "openapi.json").write_text(json.dumps(described))
        (tmp_path / "schemathesis.toml").write_text(SETTINGS)

        ended = subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli", "--config-file", "schemathesis.toml"),
                *("run", "openapi.json", "--url", hub.url, "--header"),
                *(f"Authorization: Bearer {secret}", "--max-examples", EXAMPLES),
                *("--phases", "examples,coverage,fuzzing", "--generation-deterministic"),
                *("--no-color", "--continue-on-failure", "--warnings", "off"),
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    assert ended.returncode == 0, ended.stdout[-20000:] + ended.stderr[-2000:]


def prepare(hub: Hub) -> tuple[str, dict[str, Any]]:
    """A token that may do everything, and the description with the ids of things that are there,
    so that more than 404 is seen."""
    site = a_site(code="jkt")
    manager = a_person_who_is(Role.HUB_MANAGER, site=site)
    space, other = a_space(site=site), a_space(site=site)
    start = now().replace(hour=3, minute=0, second=0, microsecond=0) + timedelta(days=2)
    slot, later = (TimeSlot(start + h, start + h + timedelta(hours=1))
                   for h in (timedelta(0), timedelta(hours=2)))  # fmt: skip
    with transaction():
        held = hold(Wish(space, slot), booked_by=manager)
        booked = book(Wish(space, later), booked_by=manager)
    known = {
        "space_id": [str(space.id)],
        "booking_id": [str(held.id), str(booked.id)],
        "organisation_id": [str(an_organisation().id)],
    }
    times = {
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(hours=1)).isoformat(),
    }
    described = deepcopy(description())
    for operations in described["paths"].values():
        for operation in operations.values():
            for parameter in operation["parameters"]:
                name = parameter["name"]
                if name in known:
                    parameter["schema"]["enum"] = known[name]
                if name in times:
                    parameter["schema"]["examples"] = [times[name]]
    wish = described["components"]["schemas"]["NewBooking"]
    wish["properties"]["space"]["enum"] = [str(other.id)]
    wish["examples"] = [{"space": str(other.id), "people": 2, "purpose": "Stand-up"} | times]
    return a_token(manager), described
