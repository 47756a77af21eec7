"""What programs ask of proposals, and which changes they make by hand."""

from typing import Literal
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue

from accelerator.matching.edits import Named
from accelerator.matching.models import Mode, RuleKind
from accelerator.matching.services.proposing import Asked
from hub.web.api import Body, Line, Query

EditKind = Literal["lock", "ban", "free", "add", "drop", "move", "swap"]
_ASKED: dict[str, JsonValue] = {"mode": "best", "name": "First proposal"}


class MatchingAsked(Body):
    """What kind of proposal is wanted."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ASKED]})

    mode: Mode = Field(
        default=Mode.BEST,
        strict=False,
        description="best: the greatest total, nobody left far behind. mutual: no two who would"
        " both rather have each other.",
    )
    name: Line = Field(default="", max_length=80)
    again: bool = Field(default=False, description="With few changes to what is published.")
    allowed_loss_percent: float | None = Field(
        default=None, ge=0, le=100, description="What few changes may cost of the best total."
    )
    keep_standing: bool = Field(
        default=False, description="All pairs that stand stay; only what is open is filled."
    )

    def asked(self) -> Asked:
        return Asked(
            self.mode,
            self.name,
            again=self.again,
            allowed_percent=self.allowed_loss_percent,
            keep_standing=self.keep_standing,
        )


class MatchingNamed(Body):
    name: Line = Field(max_length=80)


class Edited(Query):
    """A change by hand. A move names the new mentor, a swap the other pair."""

    kind: EditKind
    startup: UUID
    mentor: UUID
    other_startup: UUID | None = None
    other_mentor: UUID | None = None

    def named(self) -> Named:
        other = (str(each or "") for each in (self.other_startup, self.other_mentor))
        return Named(self.kind, str(self.startup), str(self.mentor), *other)


class EditSent(Body):
    """A change by hand that is kept, as a new proposal."""

    kind: EditKind
    startup: UUID = Field(strict=False)
    mentor: UUID = Field(strict=False)
    other_startup: UUID | None = Field(default=None, strict=False)
    other_mentor: UUID | None = Field(default=None, strict=False)
    reason: Line = Field(default="", max_length=240)

    def named(self) -> Named:
        other = (str(each or "") for each in (self.other_startup, self.other_mentor))
        return Named(self.kind, str(self.startup), str(self.mentor), *other)


class PairAsked(Query):
    startup: UUID
    mentor: UUID


class MentorAsked(Query):
    mentor: UUID | None = Field(default=None, description="Why not this one?")


class RuleSent(Body):
    """A pair that must be, or must not be, in every later proposal."""

    kind: RuleKind = Field(strict=False)
    startup: UUID = Field(strict=False)
    mentor: UUID = Field(strict=False)
    reason: Line = Field(default="", max_length=240)
