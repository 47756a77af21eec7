"""How long a sign-in, a link and a proof last. Staff: 12 hours, one idle (NIST SP 800-63B-4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Lifetime:
    absolute: timedelta
    idle: timedelta


STAFF = Lifetime(absolute=timedelta(hours=12), idle=timedelta(minutes=60))
PEOPLE = Lifetime(absolute=timedelta(days=14), idle=timedelta(days=14))

#: How exactly we know when a sign-in was last used; more would be a write at every click.
SEEN_EVERY = timedelta(minutes=1)
#: For how long a proof (password, code, passkey) is enough for a sensitive change.
PROOF_LASTS = timedelta(minutes=10)

RESET_LASTS = timedelta(minutes=30)
SECOND_STEP_LASTS = timedelta(minutes=10)
PASSKEY_LASTS = timedelta(minutes=5)
CONFIRMATION_LASTS = timedelta(days=3)


def lifetime(*, is_staff: bool) -> Lifetime:
    return STAFF if is_staff else PEOPLE


def has_run_out(*, made_at: datetime, seen_at: datetime, is_staff: bool, at: datetime) -> bool:
    """Whether a sign-in is over at `at`, by the person's present role: who becomes staff in the
    middle of it has staff's shorter day."""
    limits = lifetime(is_staff=is_staff)
    return at >= made_at + limits.absolute or at >= seen_at + limits.idle


def proof_is_fresh(proved_at: datetime, at: datetime) -> bool:
    return at < proved_at + PROOF_LASTS
