"""Classes and their sessions as everybody sees them. Where one meets on video is in none of it."""

from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from hub.learning.classes.models import ClassRun, ClassSession, Mode, RunInstructor
from hub.learning.classes.queries.catalogue import Order, Part, RunsSought
from hub.learning.classes.rules.standing import Enrolling, Standing
from hub.learning.courses.models import Level
from hub.places.queries import Counts
from hub.web.api import Instant, Line, Paged, Shown
from hub.web.api.schemas import MoneyShown

ModeName = Literal["online", "in-space", "hybrid"]
EntryName = Literal["open", "approval", "key"]
StageName = Literal["draft", "cancelled", "undated", "coming", "running", "over"]


class ClassesAsked(Paged):
    q: Line = Field(default="", max_length=120, description="Words of titles, or who teaches.")
    topic: Line = Field(default="", max_length=40)
    dimension: Line = Field(default="", max_length=40)
    level: Level | None = None
    language: Literal["en", "id", "de"] | None = None
    mode: Mode | None = None
    site: Line = Field(default="", max_length=8, description="A site's code.")
    part: Part = Field(default=Part.CURRENT, description="`current`: coming and running.")
    order: Order = Order.SOONEST
    free: bool = Field(default=False, description="Only with places that a newcomer would get.")

    def sought(self) -> RunsSought:
        return RunsSought(
            text=self.q,
            topic=self.topic,
            dimension=self.dimension,
            level=str(self.level or ""),
            language=self.language or "",
            mode=str(self.mode or ""),
            site=self.site,
            part=self.part,
            free=self.free,
            order=self.order,
        )


class KeptClassesAsked(Paged):
    q: Line = Field(default="", max_length=120)
    state: Literal["", "draft", "coming", "running", "past", "cancelled"] = ""
    course: UUID | None = None


class ClassSeatsShown(Shown):
    seats: int
    confirmed: int
    offered: int
    waiting: int
    free: int = Field(description="That a newcomer would be given: none while somebody waits.")

    @classmethod
    def of(cls, counts: Counts) -> "ClassSeatsShown":
        free = 0 if counts.waiting else max(0, counts.free)
        return cls(seats=counts.seats, confirmed=counts.confirmed, offered=counts.offered,
                   waiting=counts.waiting, free=free)  # fmt: skip


class ClassInstructorShown(Shown):
    id: UUID
    name: str
    title: str

    @classmethod
    def of(cls, part: RunInstructor) -> "ClassInstructorShown":
        return cls(id=part.id, name=part.user.name, title=part.title)


class ClassShown(Shown):
    """A dated run of a course."""

    id: UUID
    slug: str
    course: UUID
    course_slug: str
    title: dict[str, str] = Field(description="By language.")
    summary: dict[str, str]
    stage: StageName
    enrolling: Enrolling = Field(description="Whether one can ask for a place now.")
    mode: ModeName
    language: str = Field(description="The language spoken in it.")
    site: str | None = Field(description="A site's code.")
    level: Level
    topics: list[str]
    dimensions: list[str]
    hours: int
    starts_at: Instant | None
    ends_at: Instant | None
    zone: str = Field(description="Its hours stand on this clock.")
    entry: EntryName
    audience: dict[str, list[str]] = Field(description="One of these is enough; {} is everybody.")
    enrol_opens_at: Instant | None
    enrol_closes_at: Instant | None
    price: MoneyShown
    seats: ClassSeatsShown
    cancel_reason: str
    version: int

    @classmethod
    def of(cls, run: ClassRun, standing: Standing, *, counts: Counts) -> "ClassShown":
        return cls(**_told(run, standing, counts=counts))


class ClassInFullShown(ClassShown):
    about: dict[str, str]
    outcomes: list[dict[str, str]]
    syllabus: dict[str, str]
    syllabus_number: int
    instructors: list[ClassInstructorShown]

    @classmethod
    def in_full(
        cls, run: ClassRun, standing: Standing, *, counts: Counts, teachers: list[RunInstructor]
    ) -> "ClassInFullShown":
        return cls(
            **_told(run, standing, counts=counts),
            about=run.about,
            outcomes=run.of_version.outcomes,
            syllabus=run.of_version.syllabus,
            syllabus_number=run.of_version.number,
            instructors=[ClassInstructorShown.of(part) for part in teachers],
        )


class ClassSessionShown(Shown):
    id: UUID
    title: dict[str, str]
    starts_at: Instant
    ends_at: Instant
    starts_local: str = Field(description="The wall time that is meant, in `zone`.")
    zone: str
    place: str = Field(description="The room; empty for none.")
    space: UUID | None
    online: bool = Field(description="The way in is `/go/{id}` of our pages, near the time.")
    is_required: bool
    lost_room: bool = Field(description="Somebody gave its room away, and it has no other yet.")
    cancelled_at: Instant | None
    cancel_reason: str
    has_recording: bool
    sequence: int = Field(description="Grows with each move and with the end (RFC 5545).")
    version: int

    @classmethod
    def of(cls, session: ClassSession) -> "ClassSessionShown":
        own = ("id", "title", "starts_at", "ends_at", "starts_local", "zone", "is_required",
               "cancelled_at", "cancel_reason", "version")  # fmt: skip
        booking = session.booking
        return cls(
            **{name: getattr(session, name) for name in own},
            place=f"{booking.space.name}, {booking.space.site.name}" if booking else "",
            space=booking.space_id if booking else None,
            online=session.is_online,
            lost_room=session.lost_room_at is not None and booking is None,
            has_recording=bool(session.recording_url),
            sequence=session.ical_sequence,
        )


def _told(run: ClassRun, standing: Standing, *, counts: Counts) -> dict[str, Any]:
    own = ("id", "slug", "language", "starts_at", "ends_at", "zone", "audience",
           "enrol_opens_at", "enrol_closes_at", "cancel_reason", "version")  # fmt: skip
    of_course = ("summary", "level", "topics", "dimensions", "hours")
    return {
        **{name: getattr(run, name) for name in own},
        **{name: getattr(run.course, name) for name in of_course},
        "course": run.course_id,
        "course_slug": run.course.slug,
        "title": run.name,
        "stage": standing.stage.value,
        "mode": run.mode.value,
        "entry": run.entry.value,
        "enrolling": standing.enrolling,
        "site": run.site.code if run.site else None,
        "price": MoneyShown.of(run.price),
        "seats": ClassSeatsShown.of(counts),
    }
