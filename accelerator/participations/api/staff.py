"""Staff look after a startup: move it on, confirm milestones, read months."""

from uuid import UUID

from accelerator.participations.api.groups import ADMIN, MANAGE, ONE, STAFF, theirs
from accelerator.participations.api.groups import own as endpoints
from accelerator.participations.api.record import month_in_full
from accelerator.participations.errors import NotNow
from accelerator.participations.models import CheckIn, Milestone
from accelerator.participations.queries.parts import part_of
from accelerator.participations.schemas.months import CheckInInFullShown
from accelerator.participations.schemas.participations import (
    ParticipationMoved,
    ParticipationShown,
)
from accelerator.participations.schemas.working import MilestoneShown
from accelerator.participations.services.checking_in import note_read
from accelerator.participations.services.joining import move
from accelerator.participations.services.working import verify
from hub.accounts.sign_in import signed_in_person
from hub.core.database import lock
from hub.core.errors import NotAllowed, NotFound
from hub.web.api import Endpoint, expect_version


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/move",
        "Move a startup on",
        answers=ParticipationShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        body=ParticipationMoved,
        refuses=(NotFound, NotAllowed, NotNow),
        versioned=True,
    )
)
def move_startup(participation_id: UUID, body: ParticipationMoved) -> ParticipationShown:
    found = theirs(participation_id)
    lock(found)
    expect_version(found.version)
    move(found, body.to, reason=body.reason, by=signed_in_person())
    return ParticipationShown.of(found)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/milestones/<uuid:milestone_id>/confirm",
        "Confirm that a milestone is reached",
        answers=MilestoneShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, NotAllowed, NotNow),
    )
)
def confirm_milestone(participation_id: UUID, milestone_id: UUID) -> MilestoneShown:
    found = theirs(participation_id)
    milestone = part_of(Milestone, milestone_id, participation=found)
    verify(milestone, found, by=signed_in_person())
    return MilestoneShown.of(milestone)


@endpoints.serves(
    Endpoint(
        "POST",
        f"{ONE}/check-ins/<uuid:check_in_id>/read",
        "Say that you have read a month",
        answers=CheckInInFullShown,
        scope=ADMIN,
        audience=STAFF,
        permission=MANAGE,
        refuses=(NotFound, NotAllowed, NotNow),
        note="After that it is changed no more.",
    )
)
def read_check_in(participation_id: UUID, check_in_id: UUID) -> CheckInInFullShown:
    found = part_of(CheckIn, check_in_id, participation=theirs(participation_id))
    note_read(found, by=signed_in_person())
    return month_in_full(found)
