"""What stands on a class's page, and beside it in lists, about the reader's place."""

from collections.abc import Sequence
from uuid import UUID

from flask import url_for

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.learning.classes.models import ClassRun, Entry
from hub.learning.classes.permissions import can_manage_run, is_instructor
from hub.learning.classes.queries.seats import pool_of
from hub.learning.classes.queries.showing import Action, PlaceShown
from hub.learning.enrolments.models import Enrolment
from hub.learning.enrolments.names import STANDINGS
from hub.learning.enrolments.queries.entry import gate_of, sentence, why_not
from hub.learning.enrolments.queries.finding import live_enrolment, live_in
from hub.learning.enrolments.queries.line import number_in_line, numbers_in_line
from hub.learning.enrolments.rules.entry import Moment, Obstacle, of_the_run
from hub.learning.enrolments.rules.standing import Standing
from hub.places.queries import counts


def place_on_page(run: ClassRun, person: User | None) -> PlaceShown | None:
    """Whether the reader has a place, or how to get one, or why they cannot."""
    if person is None:
        return _to_visitors(run)
    enrolment = live_enrolment(run, person)
    if enrolment is not None:
        return _having(enrolment, _number(enrolment), full=True)
    if is_instructor(person, run):
        return PlaceShown(_("You teach this class."))
    found = why_not(run, person)
    if found and found.obstacle not in (Obstacle.KEY_NEEDED, Obstacle.WRONG_KEY):
        return PlaceShown(
            _("You cannot enrol now."), sentence(run, found, zone=person.zone), "warn"
        )
    return _coming(run)


def places_in_list(runs: Sequence[ClassRun], person: User) -> dict[UUID, PlaceShown]:
    """By the run's id; classes in which the person has nothing are left out."""
    found = live_in([run.id for run in runs], person)
    numbers = numbers_in_line([each.place for each in found if each.place])
    return {
        each.run_id: _having(each, numbers.get(each.place_id) if each.place_id else None)
        for each in found
    }


def ways_on(run: ClassRun, person: User) -> list[Action]:
    """For those who keep a run: who is in it, who waits, who asks."""
    if not can_manage_run(person, run):
        return []
    pages = (("roster", _("Who has a place")), ("line", _("The line")))
    ways = [Action(label, url_for(f"enrolments.{page}", run_id=run.id)) for page, label in pages]
    if run.entry is Entry.APPROVAL:
        ways.append(Action(_("Who asks"), url_for("enrolments.requests", run_id=run.id)))
    return ways


def _having(enrolment: Enrolment, number: int | None, *, full: bool = False) -> PlaceShown:
    run, standing = enrolment.run, enrolment.state
    label, tone = STANDINGS[standing]
    page = url_for("enrolments.place", slug=run.slug)
    title, action = str(label), Action(_("See your place"), page, "quiet")
    if standing is Standing.CONFIRMED:
        title = _("You have a place.")
    elif number is not None:
        title = _("You are number %(number)s in line.", number=number)
    elif standing is Standing.OFFERED:
        title, action = _("A place is yours if you take it."), Action(_("Answer"), page)
    chip = _("Number %(number)s in line", number=number) if number else str(label)
    return PlaceShown(title, tone=tone, chip=chip, actions=(action,) if full else ())


def _coming(run: ClassRun) -> PlaceShown:
    url = url_for("enrolments.enrol", slug=run.slug)
    if run.entry is Entry.APPROVAL:
        text = _("Those who keep the class look at every request.")
        return PlaceShown("", text, actions=(Action(_("Ask for a place"), url),))
    stands = counts(pool_of(run))
    if stands.free > 0 and not stands.waiting:
        text = ngettext("One place is free.", "%(num)s places are free.", stands.free)
        return PlaceShown("", text, actions=(Action(_("Enrol"), url),))
    ahead = stands.waiting + stands.offered + 1
    text = _("All places are taken. You would be number %(number)s in line.", number=ahead)
    return PlaceShown("", text, actions=(Action(_("Join the line"), url),))


def _to_visitors(run: ClassRun) -> PlaceShown:
    """The button leads through signing in. Why they may not is a person's own affair."""
    found = of_the_run(gate_of(run), at=now(), moment=Moment.COMING)
    if found:
        return PlaceShown(_("Enrolment"), sentence(run, found, zone=run.zone), "warn")
    return _coming(run)


def _number(enrolment: Enrolment) -> int | None:
    return number_in_line(enrolment.place) if enrolment.place else None
