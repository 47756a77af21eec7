"""What we write to reviewers about a round: asked, asked again, reads given, reads overdue."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accelerator.reviews.models import Commitment, Reviewer, Round
from accelerator.reviews.rules.promises import MINUTES_A_READ, half_hours
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.clock import now
from hub.outbox.letters import Letter, Receiver
from hub.outbox.models import Category
from hub.outbox.services import send_mail
from hub.web.addresses import public_url


def ask_for_promise(commitment: Commitment, *, suggested: int) -> None:
    """`suggested` is how many they said they can read in a round."""
    key = f"{commitment.invited_at:%Y%m%dT%H%M%S}"
    _promise(commitment, "reviews/asked", key=key, more={"suggested": suggested})


def remind_of_promise(commitment: Commitment) -> None:
    _promise(
        commitment,
        "reviews/asked_again",
        key=f"again-{now():%Y%m%dT%H%M%S}",
        category=Category.REMINDERS,
    )


@dataclass(frozen=True)
class Reads:
    """How many, due when at the latest; `batch` names these very reads, so that they are told of
    once."""

    count: int
    due_at: datetime
    batch: str = ""


def tell_of_reads(round_: Round, reviewer: Reviewer, *, reads: Reads) -> None:
    _reads(round_, reviewer, reads=reads, template="reviews/reads_given")


def remind_of_reads(round_: Round, reviewer: Reviewer, *, reads: Reads) -> None:
    _reads(round_, reviewer, reads=reads, template="reviews/reads_wait")


def _reads(round_: Round, reviewer: Reviewer, *, reads: Reads, template: str) -> None:
    category = Category.SERVICE if template == "reviews/reads_given" else Category.REMINDERS
    values = _told(round_, reviewer) | {
        "reads": reads.count,
        "due_at": reads.due_at,
        "late": reads.due_at <= now(),
        "hours": float(half_hours(reads.count)),
        "url": public_url("reviews.index"),
    }
    batch = reads.batch or f"{now():%Y%m%dT%H%M%S}"
    key = f"{template}:{round_.id}:{reviewer.id}:{batch}"
    send_mail(Letter(template, values, category), to=_receiver(reviewer.user), key=key)


def _promise(
    commitment: Commitment,
    template: str,
    *,
    key: str,
    category: Category = Category.SERVICE,
    more: dict[str, Any] | None = None,
) -> None:
    url = public_url("reviews.promise", commitment_id=str(commitment.id))
    values = _told(commitment.round, commitment.reviewer) | {"url": url} | (more or {})
    send_mail(
        Letter(template, values, category),
        to=_receiver(commitment.reviewer.user),
        key=f"promise:{commitment.id}:{key}",
    )


def _told(round_: Round, reviewer: Reviewer) -> dict[str, Any]:
    language = reviewer.user.language
    return {
        "programme": in_words(round_.cohort.programme.name, language),
        "cohort": in_words(round_.cohort.name, language),
        "round": in_words(round_.name, language),
        "round_due_at": round_.due_at,
        "zone": round_.cohort.zone,
        "minutes": MINUTES_A_READ,
    }


def _receiver(person: User) -> Receiver:
    return Receiver(person.email, person.name, person.language, person.zone, user_id=person.id)
