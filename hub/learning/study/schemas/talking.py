"""What is said in a class, and the survey after it, in JSON."""

from typing import Any
from uuid import UUID

from pydantic import Field

from hub.accounts.models import User
from hub.core.clock import now
from hub.learning.study.models import Announcement, ClassFeedback, Post
from hub.learning.study.queries.talking import Thread
from hub.learning.study.rules.windows import can_change, can_edit
from hub.learning.study.services.feedback import LONGEST_WORDS, Answers
from hub.learning.study.services.talking import LONGEST_ANNOUNCEMENT, LONGEST_POST, LONGEST_TITLE
from hub.web.api import Body, Instant, Line, Paragraph, Shown


class ClassPostShown(Shown):
    """A question or an answer in the discussion of a class."""

    id: UUID
    class_id: UUID
    thread: UUID | None = Field(description="The post that it answers; null begins a thread.")
    title: str
    text: str = Field(description="Markdown.")
    author: str
    own: bool
    can_edit: bool = Field(description="One's own, for half an hour.")
    made_at: Instant
    edited_at: Instant | None
    hidden_at: Instant | None = Field(description="Such a post is there for who teaches alone.")
    version: int

    @classmethod
    def of(cls, post: Post, *, seen_by: User) -> "ClassPostShown":
        return cls(**_post(post, seen_by))


class ClassThreadShown(ClassPostShown):
    """A post that began a thread."""

    answers: int = Field(description="That you may see.")
    last_at: Instant = Field(description="When the newest of them was written.")

    @classmethod
    def with_answers(cls, thread: Thread, *, seen_by: User) -> "ClassThreadShown":
        named = _post(thread.post, seen_by)
        return cls(**named, answers=thread.answers, last_at=thread.last_at)


class ClassThreadBegun(Body):
    title: Line = Field(min_length=1, max_length=LONGEST_TITLE, examples=["Which data?"])
    text: Paragraph = Field(
        min_length=1, max_length=LONGEST_POST, examples=["Where do I find the counts?"]
    )


class ClassPostWritten(Body):
    text: Paragraph = Field(min_length=1, max_length=LONGEST_POST, examples=["On the portal."])


class AnnouncementShown(Shown):
    """What those who teach have told the class."""

    id: UUID
    class_id: UUID
    title: str
    text: str = Field(description="Markdown.")
    author: str
    made_at: Instant

    @classmethod
    def of(cls, made: Announcement) -> "AnnouncementShown":
        own = ("id", "title", "text", "made_at")
        named = {name: getattr(made, name) for name in own}
        return cls(**named, class_id=made.run_id, author=made.author.name)


class AnnouncementWritten(Body):
    title: Line = Field(min_length=1, max_length=LONGEST_TITLE, examples=["Bring a map"])
    text: Paragraph = Field(
        min_length=1, max_length=LONGEST_ANNOUNCEMENT, examples=["Of your own street."]
    )


class OwnFeedbackShown(Shown):
    """1 is poor, 5 is very good."""

    content: int
    teaching: int
    usefulness: int
    liked: str
    better: str
    given_at: Instant
    can_change: bool = Field(description="For a week.")

    @classmethod
    def of(cls, given: ClassFeedback) -> "OwnFeedbackShown":
        own = set(cls.model_fields) - {"can_change"}
        named = {name: getattr(given, name) for name in own}
        return cls(**named, can_change=can_change(given.given_at, now()))


class ClassFeedbackShown(Shown):
    """The survey after a class, and your own answers."""

    class_id: UUID
    is_open: bool = Field(description="From the begin of the last session on.")
    given: OwnFeedbackShown | None

    @classmethod
    def of(
        cls, class_id: UUID, *, is_open: bool, given: ClassFeedback | None
    ) -> "ClassFeedbackShown":
        own = OwnFeedbackShown.of(given) if given else None
        return cls(class_id=class_id, is_open=is_open, given=own)


class ClassFeedbackGiven(Body):
    content: int = Field(ge=1, le=5, description="What was taught: 1 is poor, 5 is very good.")
    teaching: int = Field(ge=1, le=5, description="How it was taught.")
    usefulness: int = Field(ge=1, le=5, description="How useful it is for your work.")
    liked: Paragraph = Field(default="", max_length=LONGEST_WORDS)
    better: Paragraph = Field(default="", max_length=LONGEST_WORDS)

    def said(self) -> Answers:
        return Answers(
            self.content, self.teaching, self.usefulness, liked=self.liked, better=self.better
        )


def _post(post: Post, seen_by: User) -> dict[str, Any]:
    own = post.author_id == seen_by.id
    named = ("id", "title", "text", "made_at", "edited_at", "hidden_at", "version")
    return {
        **{name: getattr(post, name) for name in named},
        "class_id": post.run_id,
        "thread": post.thread_id,
        "author": post.author.name,
        "own": own,
        "can_edit": own and can_edit(post.made_at, now()),
    }
