"""The demo world while it is being made: what there is so far, by the names that it goes by."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from booking.spaces.models import Space
from hub.accounts.models import Role, User
from hub.core.clock import now
from hub.core.walltime import to_instant, to_wall
from hub.demo.sizes import Amounts
from hub.demo.story import Story
from hub.organisations.models import Organisation, Site

#: "Today" is a day of the first hub.
HOME_ZONE = "Asia/Jakarta"
#: How long before this week the hubs opened, on a Monday: long enough for alumni of a first cohort.
OPENED_DAYS_AGO = 71 * 7
#: By then everybody is there and has their roles, and the calendars begin to fill.
SETTLED_DAYS_AGO = 56


@dataclass(frozen=True)
class Held:
    """A space, by site code and name, that the story books for itself: on a day that is known once
    there are sites and holidays (None: on none), between two wall times."""

    place: tuple[str, str]
    on: Callable[[], date | None]
    starts: str
    ends: str


@dataclass
class World:
    """`people` by e-mail, `organisations` by name, `spaces` by site code and name; `members` are
    people of an organisation, its owner first."""

    today: date
    amounts: Amounts
    rng: Random
    story: Story = field(default_factory=Story)
    sites: dict[str, Site] = field(default_factory=dict)
    spaces: dict[tuple[str, str], Space] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    members: dict[str, list[User]] = field(default_factory=dict)
    roles: dict[Role, list[User]] = field(default_factory=dict)
    #: The calendar is planned around these.
    held: list[Held] = field(default_factory=list)

    @property
    def monday(self) -> date:
        """Of this week."""
        return self.today - timedelta(days=self.today.weekday())

    @property
    def settled(self) -> datetime:
        """From here on rooms are booked."""
        day = self.monday - timedelta(days=SETTLED_DAYS_AGO)
        return to_instant(datetime.combine(day, time()), HOME_ZONE, fold=0)

    @property
    def curtain(self) -> datetime:
        """Midnight: everything that was done here was done before."""
        return to_instant(datetime.combine(self.today, time()), HOME_ZONE, fold=0)

    def office_hour(self, days_ago: int, *, within: int = 1) -> datetime:
        """Some moment of a working day that many days before this week, or up to `within` later."""
        day = self.monday - timedelta(days=days_ago) + timedelta(days=self.rng.randrange(within))
        day -= timedelta(days=max(0, day.weekday() - 4))
        seconds = self.rng.randrange(8 * 3600, 18 * 3600)
        return to_instant(datetime.combine(day, time()), HOME_ZONE) + timedelta(seconds=seconds)


def here_today() -> date:
    return to_wall(now(), HOME_ZONE).date()
