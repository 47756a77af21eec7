"""What has happened to forms."""

from dataclasses import dataclass
from uuid import UUID

from hub.core.facts import Fact


@dataclass(frozen=True)
class FormPublished(Fact):
    """`before_id` is the version that was live until now, None for a form's first."""

    form_id: UUID
    version_id: UUID
    before_id: UUID | None
