"""Programmes and their calls: said, dated from today, published."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from accelerator.forms.models import Form
from accelerator.forms.queries import definition_of, draft_of
from accelerator.forms.rules.definition import AnswerStage, Required
from accelerator.forms.services import change_question, publish
from accelerator.programmes.models import Cohort, Phase, Programme
from accelerator.programmes.rules.dates import Dates
from accelerator.programmes.services import (
    CohortDraft,
    ProgrammeDraft,
    begin_form,
    choose_form,
    make_cohort,
    make_programme,
    move_phase,
    publish_programme,
)
from hub.accounts.models import User
from hub.core.walltime import to_instant
from hub.demo.accelerator.ventures import read
from hub.demo.story import by_hand_of
from hub.demo.world import HOME_ZONE, World

MANAGER = "programme-manager@demo.example"
TEXTS = "programmes.toml"


@dataclass(frozen=True)
class Call:
    """A cohort to be. All days are counted from today; `closes` is the last one on which teams hand
    in. A call that is not `told` stays a draft."""

    key: str
    programme: str
    slug: str
    seats: int
    opens: int
    closes: int
    decided: int
    starts: int
    ends: int
    told: bool = True
    grace_minutes: int = 60
    offer_hours: int = 120


CALLS = {
    call.key: call
    for call in (
        Call("cohort-1", "accelerator", "accelerator-1", 8, -430, -400, -388, -380, -262),
        Call("cohort-2", "accelerator", "accelerator-2", 20, -205, -170, -140, -110, 72),
        Call("cohort-3", "accelerator", "accelerator-3", 20, -60, -21, 30, 45, 135),
        Call("cohort-4", "accelerator", "accelerator-4-heat-and-water", 16, -19, 15, 50, 70, 160),
        Call("pilot-counters", "pilots", "pilot-shorter-waits", 3, -125, -100, -5, 14, 98,
             offer_hours=216),
        Call("pilot-leaks", "pilots", "pilot-lost-water", 3, -95, -65, 6, 20, 104),
        Call("pilot-shade", "pilots", "pilot-shade-at-stops", 2, 25, 55, 75, 90, 174, told=False),
    )
}  # fmt: skip


def day(world: World, days: int) -> date:
    return world.today + timedelta(days=days)


def moment(world: World, days: int, *, at: tuple[int, int]) -> datetime:
    """So many days from today, by the clock of the first hub."""
    wall = datetime.combine(day(world, days), time(*at))
    return to_instant(wall, HOME_ZONE, fold=0)


def manager(world: World) -> User:
    return world.people[MANAGER]


class Calls:
    """Programmes and cohorts by their keys, once they are there."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.programmes: dict[str, Programme] = {}
        self.cohorts: dict[str, Cohort] = {}
        self._forms: dict[str, Form] = {}

    def prepare(self, call: Call) -> None:
        """A fortnight before it opens it is written, and told if it is to be."""
        person, texts = manager(self.world), read(TEXTS)
        with by_hand_of(person):
            programme = self._programme(call.programme, texts, by=person)
            cohort = make_cohort(
                programme, _draft(self.world, call, texts=texts), dates=_dates(self.world, call),
                by=person,
            )  # fmt: skip
            self.cohorts[call.key] = cohort
            self._ask(call, cohort, template=texts[call.programme]["template"], by=person)
            if call.told:
                move_phase(cohort, Phase.PUBLISHED, by=person)

    def move(self, key: str, to: Phase) -> None:
        person = manager(self.world)
        with by_hand_of(person):
            move_phase(self.cohorts[key], to, by=person)

    def _programme(self, key: str, texts: dict[str, Any], *, by: User) -> Programme:
        if key not in self.programmes:
            said = texts[key]
            site = self.world.sites.get("jkt")
            draft = ProgrammeDraft(
                slug=said["slug"],
                name=said["name"],
                summary=said["summary"],
                about=said["about"],
                site_id=site.id if site else None,
            )
            self.programmes[key] = make_programme(draft, by=by)
            publish_programme(self.programmes[key], by=by)
        return self.programmes[key]

    def _ask(self, call: Call, cohort: Cohort, *, template: str, by: User) -> None:
        """All cohorts of a programme ask the same form."""
        if call.programme in self._forms:
            choose_form(cohort, self._forms[call.programme], by=by)
            return
        form = begin_form(cohort, template, by=by)
        draft = draft_of(form)
        assert draft is not None  # noqa: S101 - it has just been begun
        deck = definition_of(draft).question("deck")
        if deck is not None:  # only the jury looks at it, so it may come until then
            later = replace(deck, required=Required.LATER, later_stage=AnswerStage.INTERVIEW)
            change_question(draft, later, by=by)
        publish(draft, by=by)
        self._forms[call.programme] = form


def _draft(world: World, call: Call, *, texts: dict[str, Any]) -> CohortDraft:
    said = texts["calls"][call.key]
    kind = call.programme
    return CohortDraft(
        name=said["name"],
        slug=call.slug,
        seats=call.seats,
        tagline=said["tagline"],
        about=texts["about"][kind],
        eligibility=texts["eligibility"][kind],
        offer_hours=call.offer_hours,
        faq=texts["faq"] if kind == "accelerator" else [],
        timeline=_timeline(world, call, texts=texts["timeline"]) if kind == "accelerator" else [],
        agreement=texts["agreement"],
        demo_day_about=texts["demo-day"] if kind == "accelerator" else {},
    )


def _timeline(world: World, call: Call, *, texts: dict[str, Any]) -> list[dict[str, Any]]:
    evening, interviews = call.closes - 9, (call.closes + call.decided) // 2 + 4
    return [
        {"on": day(world, evening).isoformat(), "title": texts["evening"],
         "note": texts["evening-note"]},
        {"on": day(world, interviews).isoformat(), "title": texts["interviews"], "note": {}},
    ]  # fmt: skip


def _dates(world: World, call: Call) -> Dates:
    has_demo_day = call.programme == "accelerator"
    return Dates(
        opens_at=moment(world, call.opens, at=(9, 0)),
        closes_at=moment(world, call.closes, at=(23, 59)),
        grace_minutes=call.grace_minutes,
        decisions_on=day(world, call.decided),
        starts_on=day(world, call.starts),
        ends_on=day(world, call.ends),
        demo_day_at=moment(world, call.ends - 9, at=(15, 0)) if has_demo_day else None,
    )
