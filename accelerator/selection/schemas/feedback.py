"""How feedback looks in JSON."""

from uuid import UUID

from pydantic import Field

from accelerator.selection.models import FeedbackState
from accelerator.selection.queries.feedback import Wanting
from accelerator.selection.schemas.versions import Version
from accelerator.selection.services import Edited
from accelerator.selection.services.feedback import LONGEST_TEXT
from hub.web.api import Body, Paragraph, Shown


class FeedbackShown(Shown):
    application: UUID
    reference: str
    startup: str
    original: list[str] = Field(description="As readers wrote it.")
    text: str
    state: FeedbackState | None
    with_quarters: bool
    version: int

    @classmethod
    def of(cls, each: Wanting) -> "FeedbackShown":
        found = each.feedback
        return cls(
            application=each.application.id,
            reference=each.application.reference,
            startup=each.application.startup.name,
            original=[note["text"] for note in found.original] if found else [],
            text=found.text if found else "",
            state=found.state if found else None,
            with_quarters=bool(found and found.with_quarters),
            version=found.version if found else 0,
        )


class FeedbackEdited(Body):
    text: Paragraph = Field(min_length=1, max_length=LONGEST_TEXT)
    with_quarters: bool = False
    names_are_meant: bool = Field(
        default=False, description="Somebody who read it is named, and is meant to be."
    )
    version: Version = None

    def edited(self) -> Edited:
        return Edited(self.text, self.with_quarters, self.names_are_meant)


class GatheredShown(Shown):
    gathered: int = Field(description="Teams that have feedback to be edited now and had none.")
