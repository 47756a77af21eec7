"""What organisations give together, and mentors from a table, in JSON."""

from uuid import UUID

from pydantic import Field

from accelerator.mentors.queries.coordinating import OwnMentor, Promise
from accelerator.mentors.schemas.giving import PlacesShown
from accelerator.mentors.services.giving import MOST_PLACES
from accelerator.mentors.services.importing import Imported, Planned
from hub.web.api import Body, Paragraph, Shown


class TotalSent(Body):
    places: int = Field(ge=0, le=MOST_PLACES * 10)


class TotalShown(Shown):
    cohort: UUID
    organisation: UUID
    places: int


class HousePromiseShown(Shown):
    cohort: UUID
    cohort_name: dict[str, str]
    total: int | None
    asked: int
    accepted: int
    promised: int

    @classmethod
    def of(cls, each: Promise) -> "HousePromiseShown":
        counts = {n: getattr(each, n) for n in ("total", "asked", "accepted", "promised")}
        return cls(cohort=each.cohort.id, cohort_name=each.cohort.name, **counts)


class OwnMentorOfHouseShown(Shown):
    mentor: UUID
    name: str
    said: list[PlacesShown]

    @classmethod
    def of(cls, each: OwnMentor) -> "OwnMentorOfHouseShown":
        said = [PlacesShown.of(one) for one in each.said.values()]
        return cls(mentor=each.mentor.id, name=each.mentor.name, said=said)


class HouseSideShown(Shown):
    mentors: list[OwnMentorOfHouseShown]
    promises: list[HousePromiseShown]


class SheetSent(Body):
    text: Paragraph = Field(max_length=256 * 1024, description="CSV; its first line names columns.")
    dry_run: bool = Field(default=True, description="Only look what would happen.")


class SheetLineShown(Shown):
    line: int
    email: str
    does: str = Field(description="invite, ask, nothing", examples=["invite"])
    wrong: str = Field(description="Why it is left out.")

    @classmethod
    def of(cls, each: Planned) -> "SheetLineShown":
        idle = bool(each.wrong) or each.is_asked
        does = "nothing" if idle else ("ask" if each.mentor else "invite")
        return cls(line=each.row.line, email=each.row.email, does=does, wrong=each.wrong)


class ImportedShown(Shown):
    lines: list[SheetLineShown]
    invited: int
    asked: int
    left_out: int

    @classmethod
    def of(cls, lines: list[Planned], done: Imported | None) -> "ImportedShown":
        wrong = sum(bool(each.wrong) for each in lines)
        return cls(
            lines=[SheetLineShown.of(each) for each in lines],
            invited=done.invited if done else 0,
            asked=done.asked if done else 0,
            left_out=len(done.left_out) if done else wrong,
        )
