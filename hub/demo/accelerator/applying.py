"""Applications that were handed in, written at once: a service for each answer of two hundred teams
would take minutes. Those of the demo accounts go the long way (`drafts`)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from accelerator.applications.models import (
    Answer,
    Application,
    ApplicationMark,
    ApplicationMember,
    ApplicationState,
    Revision,
    TeamRole,
)
from accelerator.applications.rules.doubles import Traits, marks
from accelerator.applications.rules.snapshots import copied, fingerprint, snapshot
from accelerator.forms import queries as forms
from accelerator.programmes.models import Cohort
from accelerator.programmes.queries import live_version
from accelerator.startups.services import keep_profile
from accelerator.vocabulary.words import in_words
from hub.core.clock import now
from hub.core.database import db
from hub.core.ids import new_id
from hub.demo.accelerator.teams import Team
from hub.demo.accelerator.writing import answers
from hub.demo.story import by_hand_of
from hub.demo.world import World
from hub.history.services import record


@dataclass(frozen=True)
class HandingIn:
    """How one application comes in besides what its team writes: `extended_until` is the team's own
    deadline, `changes` other answers than the usual."""

    extended_until: datetime | None = None
    changes: dict[str, Any] | None = None


AS_USUAL = HandingIn()


def hand_in(world: World, team: Team, *, cohort: Cohort, how: HandingIn = AS_USUAL) -> Application:
    """Begun some days ago, handed in now."""
    version = live_version(cohort)
    assert version is not None  # noqa: S101 - the call was published with it
    form = cohort.form.template_key if cohort.form else ""
    said = answers(team, form=form) | (how.changes or {})
    kept = snapshot(forms.definition_of(version), said)
    timing = cohort.window.timing(now(), extended_until=how.extended_until)
    begun = max(cohort.opens_at, now() - timedelta(hours=team.rng.randrange(3, 200)))
    cohort.last_number += 1
    application = Application(
        id=new_id(),
        cohort=cohort,
        number=cohort.last_number,
        startup=team.its_startup,
        form_version=version,
        language=team.language,
        state=ApplicationState.SUBMITTED,
        revision=1,
        submitted_at=now(),
        submitted_by_id=team.its_owner.id,
        timing=timing,
        extended_until=how.extended_until,
        made_by_id=team.its_owner.id,
        made_at=begun,
        version=2,
        **vars(copied(kept)),
    )
    db.session.add(application)
    db.session.flush()
    _keep_revision(application, kept)
    _write(world, team, application=application, said=said)
    with by_hand_of(team.its_owner):
        _tell(application)
    return application


def _keep_revision(application: Application, kept: dict[str, Any]) -> None:
    version_id = application.form_version.id
    revision = {
        "id": new_id(),
        "application_id": application.id,
        "number": 1,
        "form_version_id": version_id,
        "answers": kept,
        "sha256": fingerprint(str(version_id), kept),
        "timing": application.timing,
        "submitted_by_id": application.submitted_by_id,
        "submitted_at": now(),
    }
    db.session.execute(insert(Revision), [revision])


def _write(world: World, team: Team, *, application: Application, said: dict[str, Any]) -> None:
    written = {"application_id": application.id, "author_id": team.its_owner.id}
    times = sorted(team.rng.random() for _each in said)
    span = now() - application.made_at
    rows = [
        written | {"id": new_id(), "key": key, "value": value, "version": 1,
                   "saved_at": application.made_at + span * time}
        for (key, value), time in zip(said.items(), times, strict=True)
    ]  # fmt: skip
    db.session.execute(insert(Answer), rows)
    people = world.members[team.name]
    db.session.execute(
        insert(ApplicationMember),
        [
            {"id": new_id(), "application_id": application.id, "user_id": person.id,
             "role": TeamRole.EDIT if place else TeamRole.OWNER, "joined_at": application.made_at}
            for place, person in enumerate(people[:2])
        ],
    )  # fmt: skip
    traits = Traits(
        name=team.name,
        headline=application.headline,
        website=str(said.get("website") or team.website),
        phones=[each for each in [said.get("phone")] if each],
        addresses=[person.email for person in people[:2]],
        people=[str(person.id) for person in people[:2]],
    )
    db.session.execute(
        insert(ApplicationMark),
        [
            {"id": new_id(), "application_id": application.id, "kind": kind, "mark": mark}
            for kind, mark in sorted(marks(traits))
        ],
    )
    keep_profile(team.its_startup, occasion_kind="applications", occasion_id=application.id)


def _tell(application: Application) -> None:
    record(
        "application.submitted",
        application,
        before={"state": ApplicationState.DRAFT},
        after={
            "reference": application.reference,
            "cohort": in_words(application.cohort.name, "en"),
            "state": application.state,
            "revision": 1,
            "timing": application.timing,
        },
    )
