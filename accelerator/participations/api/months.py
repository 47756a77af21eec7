"""A startup's months, and what it says years later."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from accelerator.participations.api.groups import ONE, WRITES, theirs
from accelerator.participations.api.groups import own as endpoints
from accelerator.participations.api.record import currency_of, month_in_full
from accelerator.participations.errors import ChangedMeanwhile, NotNow
from accelerator.participations.models import CheckIn, FollowUp
from accelerator.participations.queries.numbers import metrics_of
from accelerator.participations.queries.parts import part_of
from accelerator.participations.schemas.months import (
    CheckInInFullShown,
    FollowUpSaid,
    FollowUpShown,
    MonthSaid,
    plain,
)
from accelerator.participations.services.checking_in import LooksLikeASlip, hand_in
from accelerator.participations.services.following_up import answer_follow_up
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.web.api import Endpoint

MONTH = f"{ONE}/check-ins/<uuid:check_in_id>"
LATER = f"{ONE}/follow-ups/<uuid:follow_up_id>"


@endpoints.serves(
    Endpoint(
        "GET",
        MONTH,
        "One month, with its numbers",
        answers=CheckInInFullShown,
        refuses=(NotFound,),
        versioned=True,
    )
)
def check_in(participation_id: UUID, check_in_id: UUID) -> CheckInInFullShown:
    found = part_of(CheckIn, check_in_id, participation=theirs(participation_id))
    return month_in_full(found)


@endpoints.serves(
    Endpoint(
        "PUT",
        MONTH,
        "Hand a month in",
        answers=CheckInInFullShown,
        scope=WRITES,
        body=MonthSaid,
        refuses=(NotFound, NotAllowed, NotNow, ChangedMeanwhile, LooksLikeASlip),
        note="Until staff have read it, again. A number that looks odd is asked about once.",
    )
)
def hand_month_in(
    participation_id: UUID, check_in_id: UUID, *, body: MonthSaid
) -> CheckInInFullShown:
    participation = theirs(participation_id)
    found = part_of(CheckIn, check_in_id, participation=participation)
    metrics = metrics_of(participation.cohort.programme_id)
    said = body.said(metrics, currency=currency_of(participation))
    with called_as_sent(said.numbers):
        hand_in(found, said, by=signed_in_person(), version=body.version)
    return month_in_full(found)


@endpoints.serves(
    Endpoint(
        "GET",
        LATER,
        "One question to an alumnus",
        answers=FollowUpShown,
        refuses=(NotFound,),
    )
)
def follow_up(participation_id: UUID, follow_up_id: UUID) -> FollowUpShown:
    return _asked(part_of(FollowUp, follow_up_id, participation=theirs(participation_id)))


@endpoints.serves(
    Endpoint(
        "PUT",
        LATER,
        "Say what became of your startup",
        answers=FollowUpShown,
        scope=WRITES,
        body=FollowUpSaid,
        refuses=(NotFound, NotAllowed, NotNow),
    )
)
def tell_follow_up(
    participation_id: UUID, follow_up_id: UUID, *, body: FollowUpSaid
) -> FollowUpShown:
    participation = theirs(participation_id)
    found = part_of(FollowUp, follow_up_id, participation=participation)
    metrics = metrics_of(participation.cohort.programme_id)
    numbers = plain(body.numbers, metrics, currency=currency_of(participation))
    with called_as_sent(numbers):
        answer_follow_up(
            found, body.disposition, numbers=numbers, note=body.note, by=signed_in_person()
        )
    return _asked(found)


@contextmanager
def called_as_sent(keys: Iterable[str]) -> Iterator[None]:
    """What is refused of a number is called as the caller called it: `numbers.revenue`."""
    try:
        yield
    except Invalid as refusal:
        known = set(keys)
        refusal.errors = {
            f"numbers.{name}" if name in known else name: why
            for name, why in refusal.errors.items()
        }
        raise


def _asked(found: FollowUp) -> FollowUpShown:
    participation = found.participation
    metrics = metrics_of(participation.cohort.programme_id)
    return FollowUpShown.of(found, metrics, currency=currency_of(participation))
