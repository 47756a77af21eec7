"""Forms of those who arrange a day."""

from datetime import datetime, time
from uuid import UUID

from wtforms import (
    DateField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
    ValidationError,
    widgets,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from accelerator.interviews.models import InterviewDay, Panel
from accelerator.interviews.rules.times import breaks_in, breaks_written
from accelerator.interviews.services.days import LONGEST_MEETING, DayDraft, PanelDraft
from accelerator.interviews.services.inviting import LONGEST_NOTE, Wishes
from hub.core.i18n import lazy_gettext as _l
from hub.core.local_times import instant_of
from hub.core.walltime import to_wall
from hub.web.forms import HubForm
from hub.web.words import WordsField


class Boxes(SelectMultipleField):
    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


_MINUTES = [InputRequired(), NumberRange(0, LONGEST_MEETING)]


class DayForm(HubForm):
    name = WordsField(_l("Name"), longest=120, needed=True)
    held_on = DateField(_l("Day"), [InputRequired()])
    zone = StringField(
        _l("Time zone"), [InputRequired(), Length(max=64)],
        description=_l("All times of the day are meant in it, such as Asia/Jakarta."),
    )  # fmt: skip
    presentation = IntegerField(_l("Minutes of presentation"), _MINUTES, default=10)
    questions = IntegerField(_l("Minutes of questions"), _MINUTES, default=15)
    buffer = IntegerField(
        _l("Minutes between meetings"), _MINUTES, default=5,
        description=_l("For the panel to mark, and for the next team to come in."),
    )  # fmt: skip
    round_id = SelectField(
        _l("Round to mark by"),
        description=_l("The rubric of an interview round. Without one nobody marks here."),
    )
    pick_day = DateField(_l("Teams can choose until"), [Optional()])
    pick_time = TimeField(_l("at"), [Optional()])
    note = WordsField(_l("What the teams should know"), longest=1000, rows=3)

    def draft(self) -> DayDraft:
        """Raises: NoSuchTime, TimeHappensTwice for the field `pick_time`."""
        assert self.held_on.data is not None  # noqa: S101
        zone, until = self.zone.data or "", None
        if self.pick_day.data is not None and self.pick_time.data is not None:
            wall = datetime.combine(self.pick_day.data, self.pick_time.data)
            until = instant_of(wall, zone, fold=1, field="pick_time")
        return DayDraft(
            name=self.name.data,
            held_on=self.held_on.data,
            zone=zone,
            presentation=self.presentation.data or 0,
            questions=self.questions.data or 0,
            buffer=self.buffer.data or 0,
            note=self.note.data,
            round_id=UUID(self.round_id.data) if self.round_id.data else None,
            pick_until=until,
        )


def day_fields(day: InterviewDay) -> dict[str, object]:
    names = ("name", "held_on", "zone", "presentation", "questions", "buffer", "note")
    until = to_wall(day.pick_until, day.zone) if day.pick_until else None
    return {name: getattr(day, name) for name in names} | {
        "round_id": str(day.round_id or ""),
        "pick_day": until.date() if until else None,
        "pick_time": until.time() if until else None,
    }


class PanelForm(HubForm):
    name = StringField(_l("Name"), [InputRequired(), Length(max=80)])
    starts_local = TimeField(_l("From"), [InputRequired()])
    ends_local = TimeField(_l("Until"), [InputRequired()])
    breaks = StringField(
        _l("Breaks"), [Optional(), Length(max=200)],
        description=_l("Such as 12:00-13:00, 15:00-15:15."),
    )  # fmt: skip
    space_id = SelectField(
        _l("Room"), description=_l("It is booked as soon as the teams learn their times.")
    )
    online_url = StringField(
        _l("Link for online meetings"), [Optional(), Length(max=300)],
        description=_l("With a room and a link the panel hears teams both ways."),
    )  # fmt: skip
    track = StringField(_l("Track"), [Optional(), Length(max=40)])
    reviewer_ids = Boxes(_l("Jurors"), [Optional()])

    def validate_breaks(self, field: StringField) -> None:
        try:
            breaks_in(field.data or "")
        except ValueError as error:
            raise ValidationError(str(_l("Please write breaks such as 12:00-13:00."))) from error

    def draft(self) -> PanelDraft:
        return PanelDraft(
            name=self.name.data or "",
            starts_local=f"{self.starts_local.data:%H:%M}",
            ends_local=f"{self.ends_local.data:%H:%M}",
            breaks=breaks_in(self.breaks.data or ""),
            space_id=UUID(self.space_id.data) if self.space_id.data else None,
            online_url=(self.online_url.data or "").strip(),
            track=self.track.data or "",
            reviewer_ids=tuple(UUID(id_) for id_ in self.reviewer_ids.data or ()),
        )


def panel_fields(panel: Panel) -> dict[str, object]:
    return {
        "name": panel.name,
        "starts_local": time.fromisoformat(panel.starts_local),
        "ends_local": time.fromisoformat(panel.ends_local),
        "breaks": breaks_written(panel.breaks),
        "space_id": str(panel.space_id or ""),
        "online_url": panel.online_url,
        "track": panel.track,
        "reviewer_ids": [str(member.reviewer_id) for member in panel.members],
    }


class SlotForm(HubForm):
    """A time of a panel, as `Free.key` writes it."""

    slot = SelectField(_l("Time"), [InputRequired()], validate_choice=False)

    def chosen(self) -> tuple[UUID, datetime] | None:
        panel, _space, starts = (self.slot.data or "").partition(" ")
        try:
            at = datetime.fromisoformat(starts)
            return (UUID(panel), at) if at.tzinfo is not None else None
        except ValueError:
            return None


class WishesForm(HubForm):
    not_before = TimeField(_l("Not before"), [Optional()])
    not_after = TimeField(_l("Not after"), [Optional()])
    online_from = TimeField(
        _l("Online only, from"), [Optional()],
        description=_l("0:00 means online only, all day. Left empty: either way suits you."),
    )  # fmt: skip
    note = TextAreaField(_l("Anything else"), [Optional(), Length(max=LONGEST_NOTE)])

    def wishes(self) -> Wishes:
        names = ("not_before", "not_after", "online_from")
        walls = {
            name: f"{self[name].data:%H:%M}" if self[name].data is not None else ""
            for name in names
        }
        return Wishes(**walls, note=self.note.data or "")


class CallOffForm(HubForm):
    reason = TextAreaField(
        _l("Why?"), [InputRequired(), Length(max=500)], description=_l("Stands in the history.")
    )


class EmptyForm(HubForm):
    """A button."""
