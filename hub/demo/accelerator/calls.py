"""Founders are called: what happens in each call, from its first page to the last alumnus."""

from functools import partial
from random import Random

from accelerator.applications.models import Application
from accelerator.vocabulary.terms import Sector
from hub.demo.accelerator.applying import hand_in
from hub.demo.accelerator.busy_cohort import BusyCohort
from hub.demo.accelerator.drafts import (
    answer_back,
    begin_draft,
    begin_founders_draft,
    bring_cofounder,
)
from hub.demo.accelerator.earlier import (
    tell_of_the_counters,
    tell_of_the_first,
    tell_of_the_leaks,
    tell_of_the_second,
)
from hub.demo.accelerator.intakes import Intake
from hub.demo.accelerator.panel import Panel
from hub.demo.accelerator.programmes import CALLS, Calls, moment
from hub.demo.accelerator.teams import Field, Team, come
from hub.demo.world import World

FOUNDERS = "Warga Air"
#: The startup of the demo founder whose cohort is at work.
AT_WORK = "Angkot Tepat"
#: Beside the teams of the network; and who is at least as good may be taken in.
STRANGERS_IN_THE_SECOND = 13
LEAST_OF_THE_SECOND = 0.4
PREPARED_DAYS_BEFORE = 16
#: When reviewers are found, in days from today.
GATHERED = -405
LEAKS = frozenset({Sector.WATER, Sector.CLIMATE})
COUNTERS = frozenset({Sector.GOVERNMENT, Sector.HEALTH})


def call_for_startups(world: World) -> None:
    """Put all of it into the world's story."""
    # Its own lot, so that what is drawn here moves no booking.
    calls, field = Calls(world), Field(Random("accelerator"))  # noqa: S311 - not for secrets
    for key, call in CALLS.items():
        if world.amounts.history or key == "cohort-4":
            at = min(call.opens - PREPARED_DAYS_BEFORE, -1)
            world.story.at(moment(world, at, at=(10, 0)), partial(calls.prepare, call))
    [founders] = field.known([FOUNDERS])
    founders.quality = 0.3  # not chosen the first time
    _tell_of_the_open_call(calls, field, founders=founders)
    if world.amounts.history:
        _tell_of_the_others(calls, field, founders=founders)


def _tell_of_the_others(calls: Calls, field: Field, *, founders: Team) -> None:
    panel = Panel(calls.world)
    calls.world.story.at(moment(calls.world, GATHERED, at=(9, 0)), panel.gather)
    known = [team for team in field.known() if team.name != FOUNDERS]
    again = known[20:28]
    strangers = field.strangers(calls.world.amounts.applications - len(again))
    tell_of_the_first(calls, known[:12], panel=panel)
    tell_of_the_counters(calls, field.strangers(10, about=COUNTERS), panel=panel)
    tell_of_the_leaks(calls, field.strangers(9, about=LEAKS), panel=panel)
    others = [*known[12:20], *known[28:], *field.strangers(STRANGERS_IN_THE_SECOND)]
    _set_apart(chosen=others, again=[founders, *again])
    tell_of_the_second(calls, [*others, founders, *again], panel=panel)
    BusyCohort(Intake(calls, "cohort-3", [*strangers, *again]), panel).tell()


def _set_apart(*, chosen: list[Team], again: list[Team]) -> None:
    """Who comes again was not chosen the first time."""
    for team in chosen:
        team.quality = max(team.quality, LEAST_OF_THE_SECOND + 0.3 * team.quality)
        if team.name == AT_WORK:
            team.quality = 0.9
    for team in again:
        team.quality = min(team.quality, LEAST_OF_THE_SECOND - 0.02)


def _tell_of_the_open_call(calls: Calls, field: Field, *, founders: Team) -> None:
    """Some have handed in, some are writing, the demo founder among them."""
    world, key = calls.world, "cohort-4"
    handed_in = 3 if world.amounts.applications < 100 else 9
    teams = field.strangers(handed_in + (3 if handed_in == 3 else 14))
    for place, team in enumerate(teams):
        days = -17 + (place * 16) // len(teams)
        at = moment(world, days, at=(8 + place % 12, 7 * place % 60))
        world.story.at(at, partial(come, world, team))
        act = partial(_hand_in, calls, team)
        if place >= handed_in:
            act = partial(_begin, calls, team, share=0.1 + 0.85 * (place % 5) / 4)
        world.story.at(moment(world, days + 1, at=(9 + place % 9, 11 * place % 60)), act)
    draft: list[Application] = []
    world.story.at(
        moment(world, -6, at=(20, 14)),
        lambda: draft.append(begin_founders_draft(world, founders, cohort=calls.cohorts[key])),
    )
    world.story.at(
        moment(world, -3, at=(19, 40)),
        lambda: bring_cofounder(world, founders, application=draft[0]),
    )
    world.story.at(moment(world, -2, at=(7, 5)), lambda: answer_back(founders, draft[0]))


def _hand_in(calls: Calls, team: Team) -> None:
    hand_in(calls.world, team, cohort=calls.cohorts["cohort-4"])


def _begin(calls: Calls, team: Team, *, share: float) -> None:
    begin_draft(calls.world, team, cohort=calls.cohorts["cohort-4"], share=share)
