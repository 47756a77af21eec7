"""Applications, the people behind them, and their screening."""

from accelerator.applications.models.applications import (
    HANDED_IN,
    Answer,
    Application,
    ApplicationState,
    Outcome,
    Revision,
)
from accelerator.applications.models.screening import (
    ApplicationMark,
    DuplicateVerdict,
    InformationRequest,
    ReasonCode,
    Screened,
    Screening,
)
from accelerator.applications.models.teams import (
    ApplicationInvitation,
    ApplicationMember,
    InvitationState,
    TeamComment,
    TeamRole,
)

__all__ = [
    "HANDED_IN",
    "Answer",
    "Application",
    "ApplicationInvitation",
    "ApplicationMark",
    "ApplicationMember",
    "ApplicationState",
    "DuplicateVerdict",
    "InformationRequest",
    "InvitationState",
    "Outcome",
    "ReasonCode",
    "Revision",
    "Screened",
    "Screening",
    "TeamComment",
    "TeamRole",
]
