"""The selection meeting: every eligible application with its marks and its decision, the running
totals, and whom the choice would bring in.

Read as plain rows, all of them at once: eight hundred are sorted faster here than asked for twice.
What somebody has a conflict with is in no row and in no number.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select

from accelerator.applications.models import Answer, Application, ApplicationState, Outcome
from accelerator.applications.permissions import seen_by_staff
from accelerator.forms import queries as forms
from accelerator.programmes.models import Cohort
from accelerator.programmes.queries import live_version
from accelerator.reviews.rules.scores import Band, Scored
from accelerator.selection.models import Decision
from accelerator.selection.queries.offers import seats_left
from accelerator.selection.queries.scores import Standings, standings
from accelerator.selection.rules.choices import SEATED, Decided
from accelerator.selection.rules.finding import is_called
from accelerator.startups.models import Startup
from accelerator.vocabulary.terms import Dimension, Sector, Stage, label
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.database import db
from hub.organisations.models import Organisation

#: Of fewer people than this nothing is said.
SMALLEST_GROUP = 5


class Order(StrEnum):
    CALIBRATED = "calibrated"
    RAW = "raw"
    DISAGREEMENT = "disagreement"
    NUMBER = "number"
    LINE = "line"


@dataclass(frozen=True)
class Row:
    """One application. `place` counts from 1 among those that this person sees, by calibrated mark;
    none without marks."""

    id: UUID
    number: int
    headline: str
    startup: str
    sector: Sector | None
    stage: Stage | None
    dimension: Dimension | None
    city: str
    told: Outcome | None
    choice: Decided | None
    rank: int | None
    reason_codes: list[str]
    version: int
    scored: Scored | None = None
    place: int | None = None

    @property
    def reference(self) -> str:
        return f"A-{self.number:04d}"

    @property
    def band(self) -> Band | None:
        return self.scored.band if self.scored else None


@dataclass(frozen=True)
class Sought:
    """`shown` is a choice's value, `undecided`, `told`, or nothing for all."""

    shown: str = ""
    band: Band | None = None
    sector: Sector | None = None
    text: str = ""
    order: Order = Order.CALIBRATED


@dataclass(frozen=True)
class Totals:
    """Told and staged together, but for `newly`: staged accepts that still need a seat."""

    seats: int
    left: int
    newly: int
    choices: dict[Decided, int]
    undecided: int
    all: int

    @property
    def seated(self) -> int:
        return sum(self.choices[choice] for choice in SEATED)

    @property
    def too_many(self) -> int:
        return max(0, self.newly - self.left)


@dataclass(frozen=True)
class Share:
    """How many of a group are chosen, of how many."""

    label: str
    chosen: int
    of: int


@dataclass(frozen=True)
class Balance:
    """A dimension of the choice, its groups by size."""

    title: str
    shares: list[Share]


@dataclass(frozen=True)
class Meeting:
    rows: list[Row]
    standings: Standings
    totals: Totals
    _by_id: dict[UUID, Row] = field(default_factory=dict)

    def row(self, application_id: UUID) -> Row | None:
        return self._by_id.get(application_id)


def meeting(cohort: Cohort, *, seen_by: User) -> Meeting:
    """Everything at once, by number."""
    found = standings(cohort, seen_by)
    rows = _placed([_row(each, found) for each in _asked(cohort, seen_by)])
    return Meeting(rows, found, _totals(cohort, rows), {row.id: row for row in rows})


def sought(rows: Iterable[Row], wanted: Sought) -> list[Row]:
    """Those that are looked for, in the wanted order."""
    found = [
        row
        for row in rows
        if _is_shown(row, wanted.shown)
        and (wanted.band is None or row.band is wanted.band)
        and (wanted.sector is None or row.sector is wanted.sector)
        and is_called(wanted.text, row.reference, row.startup, row.headline)
    ]
    return sorted(found, key=_KEYS[wanted.order])


def genders_of(cohort: Cohort, rows: Sequence[Row]) -> dict[UUID, str]:
    """What teams say of their founders themselves, by application, in words."""
    query = select(Answer.application_id, Answer.value).where(
        Answer.application_id.in_([row.id for row in rows]), Answer.key == "founder_gender"
    )
    names = _options(cohort, "founder_gender")
    return {
        id_: names.get(value, value)
        for id_, value in db.session.execute(query)
        if isinstance(value, str) and value
    }


def balance(
    rows: Sequence[Row], *, groups: Sequence[tuple[str, Callable[[Row], str]]]
) -> list[Balance]:
    """Whom the choice brings in, of whom there were. `groups`: a title, and which group a row is in
    (nothing: none)."""
    return [Balance(title, _shares(rows, group_of)) for title, group_of in groups]


def large_enough(found: Balance) -> Balance:
    """Without groups so small that a number would tell who is meant."""
    return Balance(found.title, [each for each in found.shares if each.of >= SMALLEST_GROUP])


def term(value: Any) -> str:
    return label(value) if value is not None else ""


def _asked(cohort: Cohort, person: User) -> Sequence[Any]:
    query = (
        select(
            Application.id,
            Application.number,
            Application.headline,
            Organisation.name.label("startup"),
            Application.sector,
            Application.stage,
            Application.dimension,
            Application.city,
            Application.outcome.label("told"),
            Decision.outcome.label("choice"),
            Decision.rank,
            Decision.reason_codes,
            Decision.version,
        )
        .join(Startup, Startup.id == Application.startup_id)
        .join(Organisation, Organisation.id == Startup.organisation_id)
        .outerjoin(Decision, Decision.application_id == Application.id)
        .where(Application.cohort_id == cohort.id, Application.state == ApplicationState.ELIGIBLE)
        .order_by(Application.number)
    )
    return db.session.execute(seen_by_staff(query, person)).all()


def _row(found: Any, marks: Standings) -> Row:
    plain = dict(found._mapping)
    plain |= {"reason_codes": found.reason_codes or [], "version": found.version or 0}
    return Row(**plain, scored=marks.scored.get(found.id))


def _placed(rows: list[Row]) -> list[Row]:
    """Numbered by what they come to, those alone that are seen: a gap would tell of somebody."""
    ranked = sorted((row for row in rows if _mark(row) is not None), key=_by_mark)
    place = {row.id: n for n, row in enumerate(ranked, start=1)}
    return [replace(row, place=place.get(row.id)) for row in rows]


def _mark(row: Row) -> float | None:
    if row.scored is None:
        return None
    return row.scored.calibrated if row.scored.calibrated is not None else row.scored.mean


def _by_mark(row: Row) -> tuple[bool, float, int]:
    mark = _mark(row)
    return (mark is None, -(mark or 0.0), row.number)


def _by_raw(row: Row) -> tuple[bool, float, int]:
    mark = row.scored.mean if row.scored else None
    return (mark is None, -(mark or 0.0), row.number)


def _by_spread(row: Row) -> tuple[float, int]:
    return (-((row.scored.spread if row.scored else None) or 0.0), row.number)


def _by_line(row: Row) -> tuple[bool, int, int]:
    return (row.rank is None, row.rank or 0, row.number)


_KEYS: dict[Order, Callable[[Row], Any]] = {
    Order.CALIBRATED: _by_mark,
    Order.RAW: _by_raw,
    Order.DISAGREEMENT: _by_spread,
    Order.NUMBER: lambda row: row.number,
    Order.LINE: _by_line,
}


def _is_shown(row: Row, shown: str) -> bool:
    if shown == "undecided":
        return row.choice is None
    if shown == "told":
        return row.told is not None
    return not shown or row.choice == shown


def _totals(cohort: Cohort, rows: Sequence[Row]) -> Totals:
    counts = Counter(row.choice for row in rows)
    return Totals(
        seats=cohort.seats,
        left=seats_left(cohort),
        newly=sum(row.choice in SEATED and row.told is None for row in rows),
        choices={choice: counts[choice] for choice in Decided},
        undecided=counts[None],
        all=len(rows),
    )


def _shares(rows: Sequence[Row], group_of: Callable[[Row], str]) -> list[Share]:
    every = Counter(group for row in rows if (group := group_of(row)))
    chosen = Counter(group_of(row) for row in rows if row.choice in SEATED)
    ordered = sorted(every, key=lambda group: (-every[group], group))
    return [Share(group, chosen[group], every[group]) for group in ordered]


def _options(cohort: Cohort, key: str) -> dict[str, str]:
    """What the choices of a question are called, in the form that is asked now."""
    version = live_version(cohort)
    if version is None:
        return {}
    definition = forms.definition_of(version)
    question = next((each for each in definition.questions if each.key == key), None)
    options = question.settings.get("options", []) if question else []
    return {each["key"]: in_words(each["label"]) for each in options}
