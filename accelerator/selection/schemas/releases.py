"""How releases look in JSON."""

from uuid import UUID

from pydantic import Field

from accelerator.selection.models import Release, ReleaseState
from accelerator.selection.rules.choices import Decided
from accelerator.selection.schemas.versions import Version
from hub.web.api import Body, Instant, Line, Paragraph, Shown


class ReleaseShown(Shown):
    id: UUID
    cohort: UUID
    number: int
    state: ReleaseState
    letters: dict[str, dict[str, str]] = Field(description="By choice, then by language.")
    counts: dict[str, int] = Field(description="Teams by choice, once it is prepared.")
    mails: int = Field(description="How many would go out, or went out.")
    without_feedback: str
    prepared_by: str | None
    prepared_at: Instant | None
    released_by: str | None
    released_at: Instant | None
    version: int

    @classmethod
    def of(cls, release: Release, *, mails: int, counts: dict[Decided, int]) -> "ReleaseShown":
        return cls(
            id=release.id,
            cohort=release.cohort_id,
            number=release.number,
            state=release.state,
            letters=release.letters,
            counts={choice.value: number for choice, number in counts.items()},
            mails=mails,
            without_feedback=release.without_feedback,
            prepared_by=release.prepared_by.name if release.prepared_by else None,
            prepared_at=release.prepared_at,
            released_by=release.released_by.name if release.released_by else None,
            released_at=release.released_at,
            version=release.version,
        )


class Letters(Body):
    letters: dict[Decided, dict[Line, Paragraph]] = Field(
        max_length=len(Decided), examples=[{"accept": {"en": "Welcome!"}}]
    )
    version: Version = None


class Preparing(Body):
    without_feedback: Line = Field(
        default="", max_length=500, description="Why some are turned down without feedback."
    )


class Releasing(Body):
    mails: int = Field(ge=0, le=10**6, description="How many you have seen that there would be.")


class Cancelling(Body):
    reason: Line = Field(default="", max_length=300)
