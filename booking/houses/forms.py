"""Shapes of what staff send about a house."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    EmailField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from booking.houses.names import PERIODS, SUBJECTS, WEEKDAYS
from booking.houses.rules import NoHours, intervals_in, written
from booking.plans.models import QuotaPeriod, QuotaSubject
from booking.plans.services import PlanDraft, QuotaDraft
from booking.spaces.models import SpaceKind
from booking.spaces.names import KIND_NAMES
from booking.spaces.rules import Hours
from booking.spaces.services import OtherHours
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.core.money import SYMBOLS
from hub.core.walltime import is_zone
from hub.organisations.services import SiteDraft
from hub.web.choices import options
from hub.web.forms import FilterForm, HubForm

MOST_DAYS = 366


class HoursField(StringField):
    """Times of a day in words: `07:00–12:00, 13:00–22:00`; empty is closed."""

    def __init__(self, label: Any = None, validators: Any = None, **named: Any) -> None:
        named.setdefault("render_kw", {"autocomplete": "off", "maxlength": 120})
        super().__init__(label, [Optional(), Length(max=120), *(validators or [])], **named)

    @property
    def intervals(self) -> list[tuple[int, int]]:
        return intervals_in(self.data or "")

    def pre_validate(self, form: Any) -> None:
        try:
            intervals_in(self.data or "")
        except NoHours as unread:
            part = unread.args[0]
            raise ValidationError(
                _("We cannot use “%(part)s”. Write times such as 07:00–12:00, 13:00–22:00.",
                  part=part)
            ) from unread  # fmt: skip


class _AgreedForm(HubForm):
    """A change that may leave bookings outside the open times: then it asks once more."""

    agreed = BooleanField(_l("Change it all the same. These bookings stay as they are."))

    @property
    def is_agreed(self) -> bool:
        return bool(self.agreed.data)


class HoursForm(_AgreedForm):
    """The week, a line for each day."""

    day0 = HoursField(WEEKDAYS[0])
    day1 = HoursField(WEEKDAYS[1])
    day2 = HoursField(WEEKDAYS[2])
    day3 = HoursField(WEEKDAYS[3])
    day4 = HoursField(WEEKDAYS[4])
    day5 = HoursField(WEEKDAYS[5])
    day6 = HoursField(WEEKDAYS[6])

    @classmethod
    def of(cls, hours: Iterable[Hours]) -> "HoursForm":
        week: dict[str, list[tuple[int, int]]] = {f"day{n}": [] for n in range(7)}
        for each in sorted(hours):
            week[f"day{each.weekday}"].append((each.opens, each.closes))
        return cls(**{name: written(times) for name, times in week.items()})

    @property
    def days(self) -> list[HoursField]:
        return [self[f"day{n}"] for n in range(7)]

    def hours(self) -> list[Hours]:
        return [
            Hours(weekday, opens, closes)
            for weekday, field in enumerate(self.days)
            for opens, closes in field.intervals
        ]


class OtherHoursForm(_AgreedForm):
    first_day = DateField(_l("Day"), [InputRequired()])
    last_day = DateField(
        _l("Last day"), [Optional()], description=_l("Of several in a row. Empty: that day only.")
    )
    place = SelectField(_l("For"), [Optional()])
    times = HoursField(
        _l("Open"), description=_l("Such as 07:00–12:00, 13:00–18:00. Empty: closed all day.")
    )
    reason = StringField(
        _l("Why?"),
        [InputRequired(), Length(max=160)],
        description=_l("Whoever wants to book reads it."),
    )

    def offer_places(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.place.choices = options([("", _l("The whole house")), *pairs])

    def validate_last_day(self, field: Any) -> None:
        if self.first_day.data is None or field.data is None:
            return
        if field.data < self.first_day.data:
            raise ValidationError(_("The last day is before the first."))
        if (field.data - self.first_day.data).days >= MOST_DAYS:
            raise ValidationError(_("From one day to a year, please."))

    @property
    def days(self) -> list[date]:
        first = self.first_day.data or date.min
        last = self.last_day.data or first
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]

    def hours(self) -> OtherHours:
        return OtherHours(tuple(self.times.intervals), self.reason.data or "")


class RemoveForm(_AgreedForm):
    """Nothing to fill in, but it may hit bookings."""


class HolidayForm(_AgreedForm):
    name = StringField(_l("Name"), [InputRequired(), Length(max=160)])
    closed = BooleanField(_l("The house is closed"), default=True)


class NewHolidayForm(HolidayForm):
    day = DateField(_l("Day"), [InputRequired()])


class LoadHolidaysForm(_AgreedForm):
    year = IntegerField(_l("Year"), [InputRequired(), NumberRange(min=2000, max=2100)])
    collective_leave = BooleanField(_l("With collective leave (cuti bersama)"))


class SiteForm(HubForm):
    name = StringField(_l("Name"), [InputRequired(), Length(max=120)])
    code = StringField(
        _l("Code"),
        [InputRequired(), Length(max=8)],
        description=_l("Two to eight lower-case letters. It stands in addresses: keep it."),
    )
    city = StringField(_l("City"), [InputRequired(), Length(max=80)])
    address = StringField(_l("Address"), [Optional(), Length(max=240)])
    zone = StringField(
        _l("Time zone"),
        [InputRequired(), Length(max=64)],
        description=_l("As Asia/Jakarta or Europe/Berlin."),
    )
    currency = SelectField(
        _l("Currency"), [InputRequired()], choices=options((code, code) for code in SYMBOLS)
    )
    holiday_calendar = StringField(
        _l("Holidays of"),
        [InputRequired(), Length(max=12)],
        description=_l("A country, or a part of one: ID, DE-BE, TH."),
    )

    def validate_zone(self, field: Any) -> None:
        if not is_zone(field.data or ""):
            raise ValidationError(_("We do not know this time zone."))

    def draft(self) -> SiteDraft:
        return SiteDraft(
            code=(self.code.data or "").strip(),
            name=(self.name.data or "").strip(),
            city=(self.city.data or "").strip(),
            zone=(self.zone.data or "").strip(),
            currency=self.currency.data or "",
            holiday_calendar=(self.holiday_calendar.data or "").strip().upper(),
            address=(self.address.data or "").strip(),
        )


class PlanForm(HubForm):
    name = StringField(_l("Name"), [InputRequired(), Length(max=120)])
    about = TextAreaField(
        _l("About"),
        [Optional(), Length(max=500)],
        description=_l("What it comes with, in a sentence or two. Those who are on it read it."),
        render_kw={"rows": 3},
    )

    def draft(self) -> PlanDraft:
        return PlanDraft(self.name.data or "", self.about.data or "")


class MembersForm(FilterForm):
    text = StringField(_l("Name or e-mail"), [Optional(), Length(max=120)])
    ended = BooleanField(_l("Also those that have ended"))


class NewMemberForm(HubForm):
    email = EmailField(
        _l("Person, by e-mail"), [Optional(), Length(max=254)], render_kw={"autocomplete": "off"}
    )
    organisation = StringField(
        _l("Or a whole organisation, by name"),
        [Optional(), Length(max=160)],
        render_kw={"list": "organisation-names", "autocomplete": "off"},
    )
    starts_on = DateField(_l("From"), [InputRequired()])
    ends_on = DateField(_l("Until"), [Optional()], description=_l("Empty: it goes on."))


class EndMemberForm(HubForm):
    ends_on = DateField(_l("Last day"), [Optional()], description=_l("Empty: it goes on."))


class QuotaForm(HubForm):
    subject = RadioField(
        _l("Counted for"),
        [InputRequired()],
        choices=options((each.value, name) for each, name in SUBJECTS.items()),
        default=QuotaSubject.PERSON.value,
    )
    space_kind = SelectField(
        _l("Spaces"),
        [Optional()],
        choices=options(
            [("", _l("All spaces together")), *((k.value, n) for k, n in KIND_NAMES.items())]
        ),
    )
    period = SelectField(
        _l("Within"),
        [InputRequired()],
        choices=options((each.value, name) for each, name in PERIODS.items()),
        default=QuotaPeriod.MONTH.value,
    )
    most_minutes = DecimalField(
        _l("Hours at most"),
        [Optional(), NumberRange(min=0, max=8784)],
        render_kw={"inputmode": "decimal"},
    )
    most_bookings = IntegerField(
        _l("Bookings at most"), [Optional(), NumberRange(min=0, max=10_000)]
    )

    @classmethod
    def of(cls, draft: QuotaDraft) -> "QuotaForm":
        hours = None if draft.most_minutes is None else round(draft.most_minutes / 60, 2)
        return cls(
            subject=draft.subject.value,
            space_kind=draft.space_kind.value if draft.space_kind else "",
            period=draft.period.value,
            most_minutes=hours,
            most_bookings=draft.most_bookings,
        )

    def draft(self) -> QuotaDraft:
        hours = self.most_minutes.data
        return QuotaDraft(
            period=QuotaPeriod(self.period.data),
            subject=QuotaSubject(self.subject.data),
            space_kind=SpaceKind(self.space_kind.data) if self.space_kind.data else None,
            most_minutes=None if hours is None else round(hours * 60),
            most_bookings=self.most_bookings.data,
        )


class InductionForm(HubForm):
    email = EmailField(
        _l("E-mail"), [InputRequired(), Length(max=254)], render_kw={"autocomplete": "off"}
    )
    valid_until = DateField(_l("Valid until"), [Optional()], description=_l("Empty: for good."))


class SearchForm(FilterForm):
    text = StringField(_l("Name or e-mail"), [Optional(), Length(max=120)])
