"""A month's numbers, as people write them."""

from collections.abc import Iterable
from decimal import Decimal

from flask import request
from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from accelerator.forms.rules.numbers import read_number, write_number
from accelerator.participations.models import CheckIn, Disposition, Metric, Unit
from accelerator.participations.names import DISPOSITIONS
from accelerator.participations.services.checking_in import LONGEST, Said
from accelerator.vocabulary.words import in_words
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.web.choices import options
from hub.web.forms import VersionedForm

#: Of one rupiah, euro or baht.
MINOR = 100


class NumberRow:
    """One metric with what stands in its field. Numbers are read as the language writes them;
    nothing at all means that it is not known."""

    def __init__(self, metric: Metric, currency: str, known: int | None) -> None:
        self.metric, self.currency, self.known = metric, currency, known
        self.name, self.errors = f"number-{metric.key}", list[str]()
        self.label, self.help = in_words(metric.name), in_words(metric.help)
        self.typed = self._written(known)

    @property
    def unit(self) -> str:
        return self.currency if self.metric.unit is Unit.MONEY else ""

    def read(self, sent: str) -> int | None:
        self.typed = sent.strip()
        if not self.typed:
            return None
        plain = read_number(self.typed)
        if plain is None:
            self.errors.append(_("Please write a number."))
            return None
        factor = MINOR if self.metric.unit is Unit.MONEY else 1
        return int((Decimal(plain) * factor).to_integral_value())

    def _written(self, known: int | None) -> str:
        if known is None:
            return ""
        if self.metric.unit is Unit.MONEY:
            return write_number(f"{Decimal(known) / MINOR:.2f}".removesuffix(".00"))
        return write_number(str(known))


class CheckInForm(VersionedForm):
    highlights = TextAreaField(
        _l("What went well, what did not?"), [Optional(), Length(max=LONGEST)]
    )
    help_wanted = TextAreaField(
        _l("Where could the hub or a mentor help?"), [Optional(), Length(max=LONGEST)]
    )
    is_meant = BooleanField(_l("These numbers are meant as they are"))

    rows: list[NumberRow]

    def with_numbers(
        self, metrics: Iterable[Metric], *, known: dict[str, int], currency: str
    ) -> None:
        self.rows = [NumberRow(metric, currency, known.get(metric.key)) for metric in metrics]

    def said(self) -> Said | None:
        """What was sent; None when a number could not be read."""
        numbers = {r.metric.key: r.read(request.form.get(r.name, "")) for r in self.rows}
        if any(row.errors for row in self.rows):
            return None
        return Said(
            numbers,
            highlights=self.highlights.data or "",
            help_wanted=self.help_wanted.data or "",
            is_meant=bool(self.is_meant.data),
        )

    def refuse_numbers(self, errors: dict[str, list[str]]) -> None:
        for row in self.rows:
            row.errors += errors.get(row.metric.key, [])

    @classmethod
    def of(cls, check_in: CheckIn) -> "CheckInForm":
        return cls(obj=check_in, data={"version": str(check_in.version)})


class FollowUpForm(CheckInForm):
    disposition = RadioField(
        _l("How is the startup?"), [InputRequired()],
        choices=options((each.value, DISPOSITIONS[each]) for each in Disposition),
    )  # fmt: skip
