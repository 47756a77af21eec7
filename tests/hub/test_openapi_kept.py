"""What the description promises, the running hub keeps: schemathesis calls every operation with
what the description allows and with what it forbids, and holds each answer against it."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from accelerator.applications.models import ApplicationState
from accelerator.participations.models import (
    CheckIn,
    FollowUp,
    Goal,
    Metric,
    Milestone,
    OnboardingTask,
    Perk,
)
from booking.bookings.guests import Invited
from booking.bookings.services import Wish, book, hold
from booking.bookings.services import invite as ask_to_come
from booking.calendars.services import begin
from booking.spaces.models import Space
from booking.spaces.services import close
from hub.accounts.models import ApiToken, Role, User
from hub.accounts.services.invitations import Offer, invite
from hub.core.clock import now
from hub.core.database import db, transaction
from hub.core.timeslots import TimeSlot
from hub.openapi import description
from hub.organisations.models import Site
from hub.organisations.services import add_holiday
from hub.outbox.models import Message
from tests.accelerator.participations.stories import a_running_cohort, in_cohort
from tests.api import a_token
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
)
from tests.factories.programme import an_application
from tests.hub.learning.things import KIT, Things, things_of_learning
from tests.live import Hub, running_hub

#: Of each operation; the description has hundreds of them, and each is called in many other ways.
EXAMPLES = os.environ.get("HUB_TEST_API_EXAMPLES", "1")
#: Chapters of the description, with commas between; none: all of it.
CHAPTERS = list(filter(None, os.environ.get("HUB_TEST_API_CHAPTERS", "").split(",")))
#: Rules of the house refuse much that has the right shape. A cursor of the right shape is no
#: cursor of ours, and an address that asks for a version is refused when it is another.
REFUSED_IN_GOOD_SHAPE = [
    "2xx",
    "400",
    "401",
    "403",
    "404",
    "409",
    "410",
    "412",
    "422",
    "428",
    "429",
]
SUBMITTED = ApplicationState.SUBMITTED
#: Any text is a version that nobody saw, also one that a schema would not have.
REFUSED_IN_BAD_SHAPE = ["400", "401", "403", "404", "405", "409", "412", "413", "415", "422", "429"]
SETTINGS = f"""
[checks]
positive_data_acceptance.expected-statuses = {json.dumps(REFUSED_IN_GOOD_SHAPE)}
negative_data_rejection.expected-statuses = {json.dumps(REFUSED_IN_BAD_SHAPE)}
"""


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_the_hub_keeps_what_its_description_promises(tmp_path: Path) -> None:
    with running_hub(tmp_path) as hub:
        secret, described = prepare(hub)
        (tmp_path / "openapi.json").write_text(json.dumps(described))
        (tmp_path / "schemathesis.toml").write_text(SETTINGS)

        # One worker: while one thread reads source as a tree, another must not change how deep
        # Python may recurse ("AST constructor recursion depth mismatch", CPython 3.11).
        ended = subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli", "--config-file", "schemathesis.toml"),
                *("run", "openapi.json", "--url", hub.url, "--header"),
                *(f"Authorization: Bearer {secret}", "--max-examples", EXAMPLES),
                *("--phases", "examples,coverage,fuzzing", "--generation-deterministic"),
                *(f"--include-tag={chapter}" for chapter in CHAPTERS),
                *("--workers", "1", "--no-color", "--continue-on-failure", "--warnings", "off"),
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
    admin = a_person_who_is(Role.ADMIN)
    space, other = a_space(site=site), a_space(site=site)
    start = now().replace(hour=3, minute=0, second=0, microsecond=0) + timedelta(days=2)
    known = things_to_name(site, space, admin=admin, start=start)
    learning = things_of_learning(admin)
    times = {
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(hours=1)).isoformat(),
    }
    # Parts that are the same object in one description must not be in what is written into.
    described = json.loads(json.dumps(description()))
    for path, operations in described["paths"].items():
        for operation in operations.values():
            here = known | named_within(learning, path, chapter=operation["tags"][0])
            for parameter in operation["parameters"]:
                name = parameter["name"]
                if name in here:
                    parameter["schema"]["enum"] = here[name]
                if name in times:
                    parameter["schema"]["examples"] = [times[name]]
    schemas = described["components"]["schemas"]
    for name in ("NewBooking", "NewCalendarImport"):
        schemas[name]["properties"]["space"]["enum"] = [str(other.id)]
        schemas[name]["examples"][0]["space"] = str(other.id)
    schemas["KitAnswersSent"]["properties"]["kit"]["enum"] = [KIT]
    schemas["NewBooking"]["examples"] = [{"space": str(other.id), "people": 2} | times]
    together = schemas["NewTogether"]["examples"][0]["bookings"]
    for part, where in zip(together, (space, other), strict=True):
        part["space"] = str(where.id)
    schemas["PartOfRun"]["properties"]["space"]["enum"] = [str(space.id), str(other.id)]
    return a_token(admin), described


def named_within(things: Things, path: str, *, chapter: str) -> dict[str, list[Any]]:
    """Plainly, what a chapter and parts of an address mean by the names of parameters."""
    found: dict[str, list[Any]] = {}
    for where, named in things.items():
        if where == chapter or (where.startswith("/") and where in path):
            found |= named
    return {
        name: [each if isinstance(each, int) else str(each) for each in values]
        for name, values in found.items()
    }


def things_to_name(
    site: Site, space: Space, *, admin: User, start: datetime
) -> dict[str, list[str]]:
    """Ids of things that are there, by the parameter that names them."""
    slots = [
        TimeSlot(start + timedelta(hours=h), start + timedelta(hours=h + 1)) for h in (0, 2, 4)
    ]
    ayu, team = a_person(), an_organisation()
    with transaction():
        made = {
            "booking_id": [
                hold(Wish(space, slots[0]), booked_by=admin),
                book(Wish(space, slots[1]), booked_by=admin),
            ],
            "closure_id": [close(space, slots[2], reason="Painting", by=admin)],
            "holiday_id": [
                add_holiday(site, start.date() + timedelta(days=9), name="Rest", by=admin)
            ],
            "import_id": [begin(WERKHOF, space, name="werkhof.ics", by=admin)],
            "invitation_id": [invite("new@people.example", by=admin, offer=Offer())],
            "space_id": [space],
            "organisation_id": [team],
            "membership_id": [a_member(team), a_member(team, ayu)],
            "person_id": [ayu],
            "message_id": list(db.session.scalars(select(Message))),
        }
    with transaction():
        made["guest_id"] = ask_to_come(
            made["booking_id"][1], [Invited("sari@people.example")], by=admin
        )
    made["grant_id"] = [a_grant(ayu, Role.MENTOR)]
    # Else it finds the one that it bears in an answer, and revokes it.
    a_token(admin)
    made["token_id"] = list(db.session.scalars(select(ApiToken)))
    made |= things_of_the_programme(admin)
    return {name: [str(row.id) for row in rows] for name, rows in made.items()} | {"code": ["jkt"]}


def things_of_the_programme(admin: User) -> dict[str, list[Any]]:
    """A cohort that runs, with a startup in it that the token's person leads."""
    cohort = a_running_cohort()
    inside = in_cohort(cohort, admin)
    their = {"participation_id": inside.id}
    words, since = {"en": "Visit"}, now() - timedelta(days=1)
    day = since.date()
    month = CheckIn(month=day.replace(day=1), opens_at=since, due_at=since, **their)
    return {
        "cohort_id": [cohort],
        "programme_id": [cohort.programme],
        "startup_id": [inside.startup],
        "participation_id": [inside],
        "application_id": [inside.application, an_application(cohort, state=SUBMITTED)],
        "check_in_id": [kept(month)],
        "metric_id": list(db.session.scalars(select(Metric))),
        "follow_up_id": [kept(FollowUp(months=6, due_on=day, **their))],
        "goal_id": [kept(Goal(objective="Sell", key_results=[], **their))],
        "milestone_id": [kept(Milestone(title="First", due_on=day, **their))],
        "task_id": [kept(OnboardingTask(cohort_id=cohort.id, position=1, title=words))],
        "perk_id": [kept(Perk(cohort_id=cohort.id, provider="Awan", name=words))],
    }
