"""Notes, feedback and hours in JSON."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from accelerator.sessions.models import NoteSight, SessionFeedback, SessionNote
from accelerator.sessions.queries.after import FeedbackSeen, Given
from accelerator.sessions.services.noting import LONGEST_NOTE, Said
from hub.web.api import Body, Instant, Line, Paragraph, Shown


class SessionNoteShown(Shown):
    """What it said before is shown to its author alone, on the page."""

    id: UUID
    author: str
    mine: bool
    sight: NoteSight
    text: str
    made_at: Instant
    version: int

    @classmethod
    def of(cls, note: SessionNote, *, mine: bool) -> "SessionNoteShown":
        own = ("id", "sight", "text", "made_at", "version")
        named = {name: getattr(note, name) for name in own}
        return cls(**named, author=note.author.name, mine=mine)


class SessionNoteSent(Body):
    text: Paragraph = Field(min_length=1, max_length=LONGEST_NOTE)
    sight: Literal["shared", "private", "programme"] = Field(
        default="shared", description="Both sides; you alone; you and the programme's staff."
    )


class SessionNoteChanged(SessionNoteSent):
    version: int = Field(description="Which one you saw.")


class SessionFeedbackSent(Body):
    useful: int = Field(ge=1, le=5)
    would_meet_again: bool
    text: Paragraph = Field(default="", max_length=1000, description="Read by staff only.")
    next_step: Line = Field(default="", max_length=300, description="Both sides see it.")

    def said(self) -> Said:
        return Said(**{name: getattr(self, name) for name in type(self).model_fields})


class SessionFeedbackGivenShown(Shown):
    side: Literal["startup", "mentor"]
    useful: int
    would_meet_again: bool
    text: str
    given_at: Instant

    @classmethod
    def of(cls, feedback: SessionFeedback) -> "SessionFeedbackGivenShown":
        own = ("useful", "would_meet_again", "text", "given_at")
        named = {name: getattr(feedback, name) for name in own}
        return cls(**named, side=feedback.side.value)


class SessionFeedbackShown(Shown):
    """Your own side's; staff see both. The next steps are everybody's who meets."""

    given: list[SessionFeedbackGivenShown]
    next_steps: list[str]

    @classmethod
    def of(cls, seen: FeedbackSeen) -> "SessionFeedbackShown":
        given = [SessionFeedbackGivenShown.of(each) for each in seen.given.values()]
        return cls(given=given, next_steps=list(seen.next_steps.values()))


class MentoringHoursShown(Shown):
    mentor: UUID
    mentor_name: str
    organisation: str
    sessions: int
    minutes: int
    missed: int = Field(description="Sessions to which the mentor did not come.")

    @classmethod
    def of(cls, row: Given) -> "MentoringHoursShown":
        own = ("organisation", "sessions", "minutes", "missed")
        named = {name: getattr(row, name) for name in own}
        return cls(**named, mentor=row.mentor.id, mentor_name=row.mentor.name)
