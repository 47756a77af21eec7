"""Forms of those who arrange a mentor day."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
    ValidationError,
    widgets,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from accelerator.interviews.rules.times import breaks_in, breaks_written
from accelerator.mentor_days.models import DayMentor, DayStartup, MentorDay
from accelerator.mentor_days.services.coming import MentorHours, StartupHours
from accelerator.mentor_days.services.days import (
    LONGEST_GAP,
    LONGEST_MEETING,
    MOST_MEETINGS,
    MentorDayDraft,
)
from accelerator.mentor_days.services.mending import Place
from accelerator.mentor_days.services.places import MOST_ROOMS, PlacesWanted
from hub.core.i18n import lazy_gettext as _l
from hub.core.local_times import instant_of
from hub.core.walltime import to_wall
from hub.web.choices import options
from hub.web.forms import HubForm
from hub.web.words import WordsField


class Boxes(SelectMultipleField):
    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class SpansField(StringField):
    """Stretches of a day, such as 09:00-12:00, 13:30-15:00."""

    def post_validate(self, form: Any, validation_stopped: bool) -> None:  # noqa: FBT001
        if validation_stopped or not self.data:
            return
        try:
            breaks_in(self.data)
        except ValueError as error:
            raise ValidationError(str(_l("Please write times such as 09:00-12:00."))) from error

    @property
    def spans(self) -> tuple[tuple[str, str], ...]:
        return breaks_in(self.data or "")


_LINE = [Optional(), Length(max=200)]


class MentorDayForm(HubForm):
    name = WordsField(_l("Name"), longest=120, needed=True)
    held_on = DateField(_l("Day"), [InputRequired()])
    zone = StringField(
        _l("Time zone"), [InputRequired(), Length(max=64)],
        description=_l("All times of the day are meant in it, such as Asia/Jakarta."),
    )  # fmt: skip
    starts_local = TimeField(_l("From"), [InputRequired()])
    ends_local = TimeField(_l("Until"), [InputRequired()])
    meeting_minutes = IntegerField(
        _l("Minutes of a meeting"), [InputRequired(), NumberRange(5, LONGEST_MEETING)]
    )
    gap_minutes = IntegerField(
        _l("Minutes between meetings"), [InputRequired(), NumberRange(0, LONGEST_GAP)]
    )
    breaks = SpansField(
        _l("Breaks for everybody"), _LINE, description=_l("Such as 12:00-13:00, 15:00-15:15.")
    )
    wanted = IntegerField(
        _l("Mentors for each startup"), [InputRequired(), NumberRange(1, MOST_MEETINGS)]
    )
    longest_run = IntegerField(
        _l("Meetings in a row"), [Optional(), NumberRange(1, MOST_MEETINGS)],
        description=_l("After so many a mentor has a break. Left empty: no limit."),
    )  # fmt: skip
    wishes_day = DateField(_l("Wishes until"), [Optional()])
    wishes_time = TimeField(_l("at"), [Optional()])
    note = WordsField(_l("What everybody should know"), longest=1000, rows=3)

    def draft(self) -> MentorDayDraft:
        """Raises: NoSuchTime, TimeHappensTwice for the field `wishes_time`."""
        zone, until = self.zone.data or "", None
        if self.wishes_day.data is not None:
            wall = datetime.combine(self.wishes_day.data, self.wishes_time.data or time(23, 59))
            until = instant_of(wall, zone, fold=1, field="wishes_time")
        names = ("meeting_minutes", "gap_minutes", "wanted", "longest_run")
        return MentorDayDraft(
            name=self.name.data,
            held_on=self.held_on.data or date.min,
            zone=zone,
            starts_local=f"{self.starts_local.data:%H:%M}",
            ends_local=f"{self.ends_local.data:%H:%M}",
            breaks=self.breaks.spans,
            note=self.note.data,
            wishes_until=until,
            **{name: self[name].data for name in names},
        )


def day_fields(day: MentorDay) -> dict[str, Any]:
    names = ("name", "held_on", "zone", "meeting_minutes", "gap_minutes", "wanted",
             "longest_run", "note")  # fmt: skip
    until = to_wall(day.wishes_until, day.zone) if day.wishes_until else None
    return {name: getattr(day, name) for name in names} | {
        "starts_local": time.fromisoformat(day.starts_local),
        "ends_local": time.fromisoformat(day.ends_local),
        "breaks": breaks_written(day.breaks),
        "wishes_day": until.date() if until else None,
        "wishes_time": until.time() if until else None,
    }


class CopyForm(HubForm):
    earlier = SelectField(_l("Like"), [InputRequired()])
    held_on = DateField(_l("Day"), [InputRequired()])


class MentorHoursForm(HubForm):
    windows = SpansField(
        _l("There from, until"), _LINE,
        description=_l("Such as 09:00-12:00, 14:00-16:00. Left empty: all day."),
    )  # fmt: skip
    most = IntegerField(
        _l("Meetings at most"), [Optional(), NumberRange(0, MOST_MEETINGS)],
        description=_l("Left empty: as many as there is time for."),
    )  # fmt: skip
    on_video = BooleanField(_l("Takes part on video"))
    video_url = StringField(
        _l("Link for video"), [Optional(), Length(max=300)],
        description=_l("Left empty: the link in the profile. Shown to the startup near the time."),
    )  # fmt: skip

    def hours(self) -> MentorHours:
        return MentorHours(
            windows=self.windows.spans,
            most=self.most.data,
            on_video=bool(self.on_video.data),
            video_url=(self.video_url.data or "").strip(),
        )


def mentor_fields(coming: DayMentor) -> dict[str, Any]:
    return {
        "windows": breaks_written(coming.windows),
        "most": coming.most,
        "on_video": coming.on_video,
        "video_url": coming.video_url,
    }


class StartupHoursForm(HubForm):
    away = SpansField(
        _l("Not there from, until"), _LINE,
        description=_l("Such as 09:00-10:00. Left empty: there all day."),
    )  # fmt: skip
    wanted = IntegerField(
        _l("Meetings wanted"), [Optional(), NumberRange(0, MOST_MEETINGS)],
        description=_l("Left empty: as many as everybody."),
    )  # fmt: skip
    on_video = BooleanField(_l("Takes part on video"))

    def hours(self) -> StartupHours:
        return StartupHours(self.away.spans, self.wanted.data, bool(self.on_video.data))


def startup_fields(coming: DayStartup) -> dict[str, Any]:
    return {
        "away": breaks_written(coming.away),
        "wanted": coming.wanted,
        "on_video": coming.on_video,
    }


class WishesForm(StartupHoursForm):
    """With `wish` once for each place, the most wanted first."""

    wish = SelectMultipleField(_l("Wishes"), validate_choice=False)

    def chosen(self) -> Sequence[UUID]:
        """What is no id is left out, and refused as an empty wish would be."""
        found = []
        for text in self.wish.data or ():
            try:
                found.append(UUID(text))
            except ValueError:
                continue
        return found


class RoomsForm(HubForm):
    spaces = Boxes(_l("Rooms of the hub"), [Optional()])
    tables = IntegerField(_l("Tables"), [Optional(), NumberRange(0, MOST_ROOMS)])
    hall = SelectField(_l("Tables stand in"), [Optional()])

    def wanted(self) -> PlacesWanted:
        return PlacesWanted(
            spaces=tuple(UUID(each) for each in self.spaces.data or ()),
            tables=self.tables.data or 0,
            hall=UUID(self.hall.data) if self.hall.data else None,
        )


class RoomForm(HubForm):
    name = StringField(_l("Name"), [InputRequired(), Length(max=80)])


class PlaceForm(HubForm):
    """Where a meeting is to be, by hand."""

    slot = SelectField(_l("Time"), [InputRequired()])
    room = SelectField(_l("Room"), [Optional()])

    def place(self) -> Place:
        room = self.room.data
        return Place(int(self.slot.data), UUID(room) if room else None)


class MeetingForm(PlaceForm):
    startup = SelectField(_l("Startup"), [InputRequired()])
    mentor = SelectField(_l("Mentor"), [InputRequired()])


class CallOffForm(HubForm):
    reason = TextAreaField(
        _l("Why?"), [InputRequired(), Length(max=500)], description=_l("Stands in the history.")
    )


class FeedbackForm(HubForm):
    rating = RadioField(
        _l("Would you like to work together?"), [InputRequired()],
        choices=options((str(n), str(n)) for n in range(1, 6)),
    )  # fmt: skip
    note = TextAreaField(_l("A note"), [Optional(), Length(max=500)])


class EmptyForm(HubForm):
    """A button."""
