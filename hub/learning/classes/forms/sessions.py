"""Forms around sessions: plan one or a series, move, change, cancel."""

from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    SelectField,
    StringField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from booking.spaces.models import Space
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.core.i18n import ngettext
from hub.core.series import MOST_TIMES, MOST_WEEKS
from hub.core.walltime import to_wall
from hub.learning.classes.forms.keeping import uuid_of
from hub.learning.classes.models import ClassSession, Provider
from hub.learning.classes.names import PROVIDERS
from hub.learning.classes.rules.video import NEEDS
from hub.learning.classes.services import Repeat, SessionChange, SessionWish
from hub.learning.classes.services.moving import Move
from hub.learning.classes.services.planning import LONGEST_TITLE
from hub.web.choices import options
from hub.web.forms import VersionedForm
from hub.web.words import WordsField

FOLDS = (("", _l("–")), ("0", _l("The first time")), ("1", _l("The second time")))


class RoomForm(VersionedForm):
    """Where and when."""

    day = DateField(_l("Day"), [InputRequired()])
    time = TimeField(_l("Time"), [InputRequired()])
    minutes = IntegerField(_l("Minutes"), [InputRequired(), NumberRange(15, 720)], default=90)
    fold = SelectField(_l("If the clocks show it twice"), choices=options(FOLDS), default="")
    space = SelectField(_l("Room"), [Optional()], validate_choice=False)
    people = IntegerField(
        _l("People in the room"), [Optional(), NumberRange(1, 10_000)],
        description=_l("Left empty: as many as there are places."),
    )  # fmt: skip

    def offer(self, spaces: Iterable[Space]) -> None:
        choices: list[Any] = options([("", _("No room"))])
        for site, there in groupby(spaces, key=lambda space: space.site):
            choices += options(((str(s.id), _room(s)) for s in there), group=site.name)
        self.space.choices = choices

    def wall(self) -> datetime:
        return datetime.combine(self.day.data or date.min, self.time.data or time())

    def room(self, spaces: Iterable[Space]) -> Space | None:
        wanted = uuid_of(self.space.data)
        return next((space for space in spaces if space.id == wanted), None)

    def which(self) -> int | None:
        return int(self.fold.data) if self.fold.data in ("0", "1") else None


class VideoForm(VersionedForm):
    provider = SelectField(_l("Video room"), choices=options(PROVIDERS.items()), default="none")
    address = StringField(
        _l("Address or name of the video room"), [Optional(), Length(max=600)],
        description=_l("Shown to nobody, not even here once it is kept. Jitsi and BigBlueButton "
                       "draw a name of their own."),
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )  # fmt: skip
    title = WordsField(_l("Title"), longest=LONGEST_TITLE)
    is_required = BooleanField(_l("Its minutes count for completion"), default=True)

    def settings(self) -> dict[str, str]:
        needed = NEEDS.get(str(self.provider.data))
        given = (self.address.data or "").strip()
        return {needed: given} if needed and given else {}


class PlanForm(RoomForm, VideoForm):
    times = IntegerField(_l("How often"), [InputRequired(), NumberRange(1, MOST_TIMES)], default=1)
    every_weeks = IntegerField(
        _l("Every how many weeks"), [InputRequired(), NumberRange(1, MOST_WEEKS)], default=1
    )

    def repeat(self) -> Repeat:
        return Repeat(times=self.times.data or 1, every_weeks=self.every_weeks.data or 1)

    def wish(self, spaces: Iterable[Space]) -> SessionWish:
        return SessionWish(
            self.wall(),
            minutes=self.minutes.data or 0,
            title=self.title.data,
            space=self.room(spaces),
            people=self.people.data,
            provider=Provider(self.provider.data),
            settings=self.settings(),
            is_required=bool(self.is_required.data),
            fold=self.which(),
        )


class MoveForm(RoomForm):
    def move(self, spaces: Iterable[Space]) -> Move:
        return Move(
            self.wall(), minutes=self.minutes.data, space=self.room(spaces),
            people=self.people.data, fold=self.which(),
        )  # fmt: skip


class SessionForm(VideoForm):
    recording_url = StringField(
        _l("Recording"), [Optional(), Length(max=600)],
        description=_l("Its address, from the beginning of the session on. Only who has a place "
                       "is let in."),
    )  # fmt: skip

    def change(self, session: ClassSession) -> SessionChange:
        provider = Provider(self.provider.data)
        settings = self.settings()
        keeps = not settings and provider is session.provider
        return SessionChange(
            self.title.data, bool(self.is_required.data), provider, None if keeps else settings
        )


def moved_from(session: ClassSession) -> dict[str, Any]:
    """What a `MoveForm` shows of a session."""
    wall = to_wall(session.starts_at, session.zone)
    booking = session.booking
    return {
        "day": wall.date(), "time": wall.time(), "version": str(session.version),
        "minutes": int(session.slot.length.total_seconds() // 60),
        "space": str(booking.space_id) if booking else "",
        "people": booking.people if booking else None,
    }  # fmt: skip


def said_of(session: ClassSession) -> dict[str, Any]:
    """What a `SessionForm` shows of a session: never where the video room is."""
    return {
        "title": session.title, "is_required": session.is_required,
        "provider": str(session.provider), "version": str(session.version),
    }  # fmt: skip


def _room(space: Space) -> str:
    people = ngettext("%(num)s person", "%(num)s people", space.capacity_people)
    return f"{space.name} · {people}"
