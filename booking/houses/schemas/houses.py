"""How hours, other days, holidays and introductions look in JSON."""

from datetime import timedelta
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from booking.houses.queries.inductions import Introduced
from booking.spaces.models import OpeningException
from booking.spaces.rules import Hours
from booking.spaces.schemas import OpenShown
from booking.spaces.services import OtherHours
from hub.accounts.schemas import PersonShown
from hub.core.i18n import gettext as _
from hub.organisations.models import Site
from hub.organisations.services import SiteDraft, draft_of
from hub.web.api import Body, Day, Instant, Line, Paged, Query, Shown, Versioned, unusable

MOST_DAYS = timedelta(days=365)
#: A wall time of the site; 24:00 is the end of the day.
Wall = Annotated[str, Field(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$")]
Leave = Annotated[
    bool,
    Field(
        description="Bookings that then lie outside the open times stay as they are. Without it, "
        "such a change is refused and the refusal names them."
    ),
]


def minutes_of(wall: str) -> int:
    return int(wall[:2]) * 60 + int(wall[3:])


def wall_of(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


class NewSite(Body):
    """A place in one city, with its own clock and money."""

    code: Line = Field(pattern="^[a-z]{2,8}$", examples=["bdg"])
    name: Line = Field(min_length=1, max_length=120, examples=["Hub Bandung"])
    city: Line = Field(min_length=1, max_length=80, examples=["Bandung"])
    zone: Line = Field(max_length=64, examples=["Asia/Jakarta"])
    currency: Line = Field(pattern="^[A-Z]{3}$", examples=["IDR"])
    holiday_calendar: Line = Field(
        max_length=12, description="A country, or a part of one.", examples=["ID", "DE-BE"]
    )
    address: Line = Field(default="", max_length=240)

    def draft(self) -> SiteDraft:
        return SiteDraft(**self.model_dump())


class SiteChange(Body):
    """What to change; what is left away stays."""

    code: Line | None = Field(default=None, pattern="^[a-z]{2,8}$")
    name: Line | None = Field(default=None, min_length=1, max_length=120)
    city: Line | None = Field(default=None, min_length=1, max_length=80)
    zone: Line | None = Field(default=None, max_length=64)
    currency: Line | None = Field(default=None, pattern="^[A-Z]{3}$")
    holiday_calendar: Line | None = Field(default=None, max_length=12)
    address: Line | None = Field(default=None, max_length=240)

    def draft(self, site: Site) -> SiteDraft:
        """The site as it shall be."""
        was = {name: getattr(draft_of(site), name) for name in SiteChange.model_fields}
        return SiteDraft(**was | self.model_dump(exclude_none=True))


class _Interval(Body):
    opens: Wall = Field(examples=["07:00"])
    closes: Wall = Field(examples=["22:00"])

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> Self:
        if minutes_of(self.closes) <= minutes_of(self.opens):
            raise unusable(_("The end must be after the start."))
        return self

    @property
    def minutes(self) -> tuple[int, int]:
        return minutes_of(self.opens), minutes_of(self.closes)


class OpenTime(_Interval):
    """Open on a weekday between two wall times of the site."""

    weekday: int = Field(ge=0, le=6, description="0 is Monday.")


class DayTime(_Interval):
    """Open between two wall times of the site."""


class WeekToSet(Body):
    """All open times of a week; a day that is not named is closed."""

    opening: list[OpenTime] = Field(max_length=56)
    leave_bookings: Leave = False

    def hours(self) -> list[Hours]:
        return [Hours(each.weekday, *each.minutes) for each in self.opening]


class OpeningWeekShown(Versioned):
    opening: list[OpenShown]
    own: bool = Field(description="Of this place itself; false: a space has those of its site.")


class OtherHoursAsked(Paged):
    past: bool = Field(default=False, description="Those before today instead, the latest first.")


class NewOtherHours(Body):
    """Other hours on a day, or on several in a row, instead of the week's and of a holiday."""

    day: Day
    last_day: Day | None = None
    space: UUID | None = Field(
        default=None, strict=False, description="Only this space; null: the whole house."
    )
    open: list[DayTime] = Field(default=[], max_length=8, description="None: closed all day.")
    reason: Line = Field(min_length=1, max_length=160, examples=["Staff training"])
    leave_bookings: Leave = False

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        last = self.last_day or self.day
        if last < self.day:
            raise unusable(_("The last day is before the first."))
        if last - self.day > MOST_DAYS:
            raise unusable(_("From one day to a year, please."))
        return self

    @property
    def days(self) -> list[Day]:
        last = self.last_day or self.day
        return [self.day + timedelta(days=n) for n in range((last - self.day).days + 1)]

    def hours(self) -> OtherHours:
        return OtherHours(tuple(each.minutes for each in self.open), self.reason)


class OpenOnDayShown(Shown):
    opens: str = Field(examples=["07:00"])
    closes: str = Field(examples=["12:00"], description="24:00 is the end of the day.")


class OtherHoursShown(Versioned):
    """Other hours on one day."""

    id: UUID
    day: Day
    space: UUID | None = Field(description="Null: the whole house.")
    open: list[OpenOnDayShown] = Field(description="None: closed all day.")
    reason: str

    @classmethod
    def of(cls, row: OpeningException) -> "OtherHoursShown":
        times = [
            OpenOnDayShown(opens=wall_of(opens), closes=wall_of(closes))
            for opens, closes in row.intervals
        ]
        return cls(id=row.id, day=row.day, space=row.space_id, open=times, reason=row.reason)


class LeaveAsked(Query):
    leave_bookings: Leave = False


class NewHoliday(Body):
    day: Day
    name: Line = Field(min_length=1, max_length=160, examples=["Founders' day"])
    closed: bool = True
    leave_bookings: Leave = False


class HolidayChange(Body):
    """What to change; what is left away stays."""

    name: Line | None = Field(default=None, min_length=1, max_length=160)
    closed: bool | None = None
    leave_bookings: Leave = False


class HolidaysToLoad(Body):
    year: int = Field(ge=2000, le=2100, examples=[2027])
    collective_leave: bool = Field(
        default=False, description="In Indonesia also the agreed days off around them."
    )
    leave_bookings: Leave = False


class HolidaysLoadedShown(Shown):
    changed: int = Field(description="How many days are new, different or gone.")


class NewIntroduction(Body):
    person: Line = Field(
        max_length=254, description="An e-mail address, or a person's id.",
        examples=["ayu@people.example"],
    )  # fmt: skip
    valid_until: Day | None = Field(default=None, description="The last day; null: for good.")


class IntroductionsAsked(Paged):
    search: Line = Field(default="", max_length=120, description="Part of a name or an address.")


class IntroductionShown(Versioned):
    """Somebody was shown how a space is used."""

    id: UUID
    person: PersonShown
    given_at: Instant
    valid_until: Day | None = Field(description="That day included; null: for good.")
    revoked_at: Instant | None = Field(description="When it was taken back; null: it counts.")

    @classmethod
    def of(cls, row: Introduced) -> "IntroductionShown":
        names = ("id", "given_at", "valid_until", "revoked_at")
        own = {name: getattr(row.induction, name) for name in names}
        return cls(**own, person=PersonShown.of(row.person))
