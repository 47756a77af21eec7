"""Forms around the time of a session: book, repeat, move, cancel."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from accelerator.sessions.rules.times import LENGTHS
from accelerator.sessions.services.booking import LONGEST_AGENDA
from booking.bookings.availability import Availability
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.core.local_times import instant_of
from hub.core.series import MOST_TIMES, MOST_WEEKS
from hub.organisations.models import Site
from hub.web.choices import options
from hub.web.forms import FilterForm, HubForm, VersionedForm

VIDEO = "video"


class EmptyForm(HubForm):
    pass


class PlaceForm(HubForm):
    """Where it is held."""

    where = SelectField(_l("Where"), validate_choice=False, default=VIDEO)
    video_url = StringField(
        _l("Link of the video meeting"), [Optional(), Length(max=300)],
        description=_l("Left empty, the mentor's own is taken. It opens a quarter of an hour "
                       "before, to those who meet."),
    )  # fmt: skip

    def offer(self, rooms: Sequence[tuple[Site, Sequence[Availability]]]) -> None:
        """On video, or in a room that is free for all of the time."""
        choices: list[Any] = options([(VIDEO, _("On video"))])
        for site, free in rooms:
            named = [(str(each.space.id), _room(each)) for each in free]
            choices += options(named, group=site.name)
        self.where.choices = choices

    @property
    def space_id(self) -> UUID | None:
        """The room's; None: on video, or what is no room."""
        try:
            return UUID(str(self.where.data))
        except ValueError:
            return None


class BookForm(PlaceForm):
    at = HiddenField()
    people = IntegerField(_l("How many people come"), [Optional(), NumberRange(2, 50)], default=2)
    agenda = TextAreaField(_l("What is it about?"), [Optional(), Length(max=LONGEST_AGENDA)])
    goals = TextAreaField(
        _l("What should be reached?"), [Optional(), Length(max=1200)],
        description=_l("One goal a line, at most five."),
    )  # fmt: skip

    def goal_lines(self) -> tuple[str, ...]:
        return lines_of(self.goals.data)


class ByHandForm(FilterForm):
    """A day and a time, for who knows when it suits."""

    day = DateField(_l("Day"), [InputRequired()])
    time = TimeField(_l("Time"), [InputRequired()])

    def instant(self, zone: str) -> datetime:
        """Raises: NoSuchTime, TimeHappensTwice."""
        return wall_instant(self.day.data, self.time.data, zone=zone)


class SeriesForm(PlaceForm):
    day = DateField(_l("First day"), [InputRequired()])
    time = TimeField(_l("Time"), [InputRequired()])
    minutes = SelectField(
        _l("Minutes"), choices=options((str(n), str(n)) for n in LENGTHS), default="60"
    )
    every_weeks = IntegerField(
        _l("Every how many weeks"), [InputRequired(), NumberRange(1, MOST_WEEKS)], default=2
    )
    times = IntegerField(_l("How often"), [InputRequired(), NumberRange(1, MOST_TIMES)], default=6)
    zone = SelectField(_l("On whose clock"), validate_choice=False)
    people = IntegerField(_l("How many people come"), [Optional(), NumberRange(2, 50)], default=2)
    agenda = TextAreaField(_l("What is it about?"), [Optional(), Length(max=LONGEST_AGENDA)])

    def wall(self) -> datetime:
        return datetime.combine(self.day.data or date.min, self.time.data or time())


class PrepareForm(VersionedForm):
    agenda = TextAreaField(_l("Agenda"), [Optional(), Length(max=LONGEST_AGENDA)])
    goals = TextAreaField(
        _l("Goals"), [Optional(), Length(max=1200)], description=_l("One a line, at most five.")
    )

    def goal_lines(self) -> tuple[str, ...]:
        return lines_of(self.goals.data)


class CancelForm(HubForm):
    reason = TextAreaField(
        _l("Why?"), [InputRequired(), Length(min=3, max=500)],
        description=_l("The other side reads it."),
    )  # fmt: skip
    following = BooleanField(_l("Cancel all that follow in the series too"))


class MoveForm(HubForm):
    """Up to three ticked times, or one by hand."""

    day = DateField(_l("Day"), [Optional()])
    time = TimeField(_l("Time"), [Optional()])
    note = TextAreaField(_l("A word with it"), [Optional(), Length(max=500)])

    def by_hand(self, zone: str) -> list[datetime]:
        """Raises: NoSuchTime, TimeHappensTwice."""
        if self.day.data is None or self.time.data is None:
            return []
        return [wall_instant(self.day.data, self.time.data, zone=zone)]


def wall_instant(day: date | None, at: time | None, *, zone: str) -> datetime:
    """Raises: NoSuchTime, TimeHappensTwice."""
    wall = datetime.combine(day or date.min, at or time())
    return instant_of(wall, zone, fold=None, field="time")


def instant_in(text: str | None) -> datetime | None:
    """Of an address or a hidden field; None where it is none."""
    try:
        found = datetime.fromisoformat((text or "").replace("Z", "+00:00"))
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else None


def lines_of(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def _room(each: Availability) -> str:
    return _("%(room)s, for %(num)s people", room=each.space.name, num=each.space.capacity_people)
