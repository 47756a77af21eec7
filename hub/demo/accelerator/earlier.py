"""The calls before: one whose startups are alumni, one whose startups are at work, and two pilots
between their reading and their beginning."""

from functools import partial

from hub.demo.accelerator.intakes import Intake
from hub.demo.accelerator.interviewing import tell_of_jury_days
from hub.demo.accelerator.life import Life, follow_numbers
from hub.demo.accelerator.mentoring.telling import Telling
from hub.demo.accelerator.panel import Panel
from hub.demo.accelerator.programmes import Calls
from hub.demo.accelerator.selecting import Cut, Selection
from hub.demo.accelerator.teams import Team


def tell_of_the_first(calls: Calls, teams: list[Team], *, panel: Panel) -> None:
    """Eight who came, worked, went, and were asked after half a year."""
    intake = Intake(calls, "cohort-1", teams)
    selection, chosen = Selection(intake), intake.best_first[:8]
    life = Life(intake, chosen)
    intake.at(-431, lambda: follow_numbers(intake.cohort, intake), at=(9, 0))
    _select(selection, Cut(8, 0), panel=panel, begins=-397, ends=-392)
    _accept(intake, selection, chosen=chosen)
    _work(intake, life)
    intake.at(intake.call.ends, life.graduate, at=(17, 0))
    intake.at(-76, life.answer_as_alumni, at=(10, 30))


def tell_of_the_second(calls: Calls, teams: list[Team], *, panel: Panel) -> None:
    """Twenty at work; one has declined, and the next in line came. The one place that is last in
    the list is silent since its first month."""
    intake = Intake(calls, "cohort-2", teams)
    selection, best = Selection(intake), intake.best_first
    declining, chosen = best[6], [*best[:6], *best[7:21]]
    life = Life(intake, chosen, silent=chosen[-1])
    _select(selection, Cut(20, 2, conditional=True), panel=panel, begins=-162, ends=-147)
    intake.at(-138, lambda: selection.decline(declining), at=(11, 15))
    _accept(intake, selection, chosen=chosen)
    _work(intake, life)
    Telling(intake, chosen).tell()


def tell_of_the_counters(calls: Calls, teams: list[Team], *, panel: Panel) -> None:
    """Three seats: one taken, one declined and offered to the next, one offer open."""
    intake = Intake(calls, "pilot-counters", teams)
    selection, best = Selection(intake), intake.best_first
    _select(selection, Cut(3, 3, conditional=True), panel=panel, begins=-90, ends=-40)
    intake.at(-3, lambda: selection.accept(best[0]), at=(13, 20))
    intake.at(-2, lambda: selection.decline(best[1]), at=(10, 40))


def tell_of_the_leaks(calls: Calls, teams: list[Team], *, panel: Panel) -> None:
    """All marks are in, half of the decisions are made after a first jury day; today is another."""
    intake = Intake(calls, "pilot-leaks", teams)
    selection, best = Selection(intake), intake.best_first
    intake.apply()
    intake.close()
    intake.let_all_in()
    intake.read(panel, begins=-57, ends=-18, most_readers=12)
    tell_of_jury_days(intake, panel)
    intake.at(-9, selection.begin, at=(10, 0))
    intake.at(-6, lambda: selection.decide(Cut(2, 2), of_them=3), at=(14, 0))
    intake.at(-2, lambda: selection.turn_down(best[-2:]), at=(15, 30))


def _select(selection: Selection, cut: Cut, *, panel: Panel, begins: int, ends: int) -> None:
    """From the call to its release, all of it."""
    intake = selection.intake
    told = intake.call.decided
    intake.apply()
    intake.close()
    intake.let_all_in(after=2)
    intake.read(panel, begins=begins, ends=ends, most_readers=12)
    intake.at(told - 1, selection.begin, at=(9, 0))
    intake.at(told - 1, lambda: selection.decide(cut), at=(14, 0))
    intake.at(told - 1, selection.write_feedback, at=(17, 0))
    intake.at(told, selection.tell, at=(10, 0))


def _accept(intake: Intake, selection: Selection, *, chosen: list[Team]) -> None:
    for place, team in enumerate(chosen):
        days = intake.call.decided + 1 + place % 3
        intake.at(days, partial(selection.accept, team), at=(15, 3 * place))


def _work(intake: Intake, life: Life) -> None:
    starts = intake.call.starts
    intake.at(starts - 2, life.arrange, at=(11, 0))
    intake.at(starts, life.start, at=(9, 15))
    for place, team in enumerate(life.teams):
        intake.at(starts + 40 + place, partial(life.advance, team, place), at=(16, 2 * place))
