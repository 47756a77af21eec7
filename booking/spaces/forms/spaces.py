"""The forms about a space: what it is, how it is taken, what it asks for."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from booking.spaces.drafts import GRIDS, LIMITS, MOST_PLACES, How, Made, SpaceDraft
from booking.spaces.managing import SpacesSought
from booking.spaces.models import Level, Space, SpaceKind
from booking.spaces.names import KIND_NAMES
from booking.spaces.sheets import major_of, minor_of
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.web.choices import options
from hub.web.forms import FilterForm, HubForm

ANY = options([("", _l("Any"))])
KINDS = options((kind.value, KIND_NAMES[kind]) for kind in SpaceKind)
HOWS = options(
    [
        (How.OWN, _l("As a whole, by one booking at a time")),
        (How.PLACES, _l("Place by place, by several at once")),
        (How.JOINED, _l("Together with other spaces, as a hall made of rooms")),
    ]
)


class SpacesForm(FilterForm):
    text = StringField(_l("Name"), [Optional(), Length(max=120)])
    kind = SelectField(_l("Kind"), [Optional()], choices=[*ANY, *KINDS])
    archived = BooleanField(_l("Archived ones"))

    def sought(self) -> SpacesSought:
        return SpacesSought(
            text=(self.text.data or "").strip(),
            kind=SpaceKind(self.kind.data) if self.kind.data else None,
            archived=bool(self.archived.data),
        )


def _whole(label: Any, name: str, *, hint: Any = "") -> IntegerField:
    least, most = LIMITS[name]
    needed = [InputRequired(), NumberRange(least, most)]
    return IntegerField(label, needed, description=hint, render_kw={"min": least, "max": most})


def _boxes(label: Any, hint: Any = "") -> SelectMultipleField:
    return SelectMultipleField(
        label,
        description=hint,
        choices=[],
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )


class SpaceForm(HubForm):
    name = StringField(_l("Name"), [InputRequired(), Length(max=120)])
    kind = SelectField(_l("Kind"), [InputRequired()], choices=KINDS)
    level = SelectField(_l("Floor"), [Optional()])
    capacity_people = _whole(_l("People"), "capacity_people", hint=_l("How many it holds at most."))
    about = TextAreaField(
        _l("About"),
        [Optional(), Length(max=1000)],
        description=_l("What it is good for, and what one should know. Everybody can read it."),
        render_kw={"rows": 3},
    )
    equipment = _boxes(_l("Equipment"))
    how = RadioField(_l("How it is taken"), [InputRequired()], choices=HOWS, default=How.OWN)
    places = IntegerField(
        _l("Places"),
        [Optional(), NumberRange(1, MOST_PLACES)],
        description=_l("How many bookings of one place go at the same time; only where it is "
                       "taken place by place."),
    )  # fmt: skip
    joined = _boxes(
        _l("Joined from"),
        _l("Who has this space has all of these, and who has one of these keeps others out of "
           "this space; only where it is taken together with others."),
    )  # fmt: skip
    setup_minutes = _whole(
        _l("Minutes before"), "setup_minutes", hint=_l("To set up; nobody else has it then.")
    )
    cleanup_minutes = _whole(
        _l("Minutes after"), "cleanup_minutes", hint=_l("To clear away; nobody else has it then.")
    )
    buffer_minutes = _whole(
        _l("Gap after"), "buffer_minutes", hint=_l("Minutes that stay free after every booking.")
    )
    grid_minutes = SelectField(
        _l("Raster"),
        choices=options((str(n), f"{n} min") for n in GRIDS),
        coerce=int,
        description=_l("Bookings begin and end on multiples of this."),
    )
    shortest_minutes = _whole(_l("Shortest"), "shortest_minutes", hint=_l("Minutes."))
    longest_minutes = _whole(_l("Longest"), "longest_minutes", hint=_l("Minutes."))
    lead_minutes = _whole(
        _l("Notice"),
        "lead_minutes",
        hint=_l("Minutes before the start by which to book."),
    )
    window_days = _whole(_l("How far ahead"), "window_days", hint=_l("Days."))
    rate = StringField(_l("Price for an hour"), [Optional(), Length(max=20)])
    requires_approval = BooleanField(_l("Staff agree to each booking first"))
    needs_induction = BooleanField(_l("Only for people who were shown how it is used"))
    position = _whole(_l("Order"), "position", hint=_l("Smaller numbers stand first in lists."))
    #: How many bookings to come were seen; sent by the box that says they are kept.
    keep = HiddenField()

    def offer(
        self, levels: Iterable[Level], equipment: dict[str, str], *, joinable: Iterable[Space]
    ) -> None:
        names = ((str(each.id), each.name) for each in levels)
        self.level.choices = [*options([("", _l("None"))]), *options(names)]
        self.equipment.choices = options(equipment.items())
        self.joined.choices = options((str(each.id), each.name) for each in joinable)

    def validate_rate(self, field: StringField) -> None:
        try:
            minor_of(field.data or "")
        except ValueError:
            raise ValidationError(_("Please give an amount, such as 150000 or 12.50.")) from None

    def draft(self) -> SpaceDraft:
        same = {name: self[name].data for name in _SAME}
        return SpaceDraft(
            **same,
            name=(self.name.data or "").strip(),
            kind=SpaceKind(self.kind.data),
            about=(self.about.data or "").strip(),
            level_id=UUID(self.level.data) if self.level.data else None,
            equipment=tuple(self.equipment.data or ()),
            hourly_rate_minor=minor_of(self.rate.data or ""),
        )

    def made(self) -> Made:
        how = How(self.how.data)
        joined = tuple(UUID(each) for each in self.joined.data or ())
        return Made(
            how,
            places=(self.places.data or 0) if how is How.PLACES else 1,
            spaces=joined if how is How.JOINED else (),
        )

    @property
    def seen(self) -> int | None:
        """How many bookings to come stay as they are."""
        text = str(self.keep.data or "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else None


_SAME = (
    "capacity_people", "setup_minutes", "cleanup_minutes", "buffer_minutes", "grid_minutes",
    "shortest_minutes", "longest_minutes", "lead_minutes", "window_days", "requires_approval",
    "needs_induction", "position",
)  # fmt: skip


def filled(space: Space, made: Made) -> dict[str, Any]:
    """What the form shows of a space."""
    values = {name: getattr(space, name) for name in _SAME}
    return values | {
        "name": space.name,
        "kind": space.kind.value,
        "about": space.about,
        "level": str(space.level_id or ""),
        "equipment": list(space.equipment),
        "rate": major_of(space.hourly_rate_minor),
        "how": made.how.value,
        "places": made.places if made.how is How.PLACES else None,
        "joined": [str(each) for each in made.spaces],
    }


class ArchiveForm(HubForm):
    reason = StringField(
        _l("Why?"), [Optional(), Length(max=300)], description=_l("The record keeps it.")
    )
    keep = HiddenField()

    @property
    def seen(self) -> int | None:
        text = str(self.keep.data or "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else None
