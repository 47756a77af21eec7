"""Who sees and changes what a startup does in its cohort: its own people, and the programme's staff
without a conflict of interest."""

from enum import IntEnum

from accelerator.conflicts.queries import is_conflicted
from accelerator.participations.models import Participation
from accelerator.programmes.permissions import can_manage
from accelerator.startups.permissions import leads
from hub.accounts.models import User
from hub.organisations.permissions import part_in


class View(IntEnum):
    NONE = 0
    #: A member of the startup who does not lead it: sees, and hands in numbers.
    MEMBER = 1
    STAFF = 2
    LEAD = 3


def view_of(person: User | None, participation: Participation) -> View:
    if person is None or not person.is_active:
        return View.NONE
    startup = participation.startup
    if leads(person, startup):
        return View.LEAD
    if part_in(person, startup.organisation) is not None:
        return View.MEMBER
    if is_conflicted(person, startup.id):
        return View.NONE
    staff = can_manage(person, participation.cohort.programme_id)
    return View.STAFF if staff else View.NONE


def can_see(person: User | None, participation: Participation) -> bool:
    return view_of(person, participation) is not View.NONE


def can_work(person: User | None, participation: Participation) -> bool:
    """Milestones, goals, tasks, numbers: the startup's own people."""
    return view_of(person, participation) in (View.MEMBER, View.LEAD)


def can_sign(person: User | None, participation: Participation) -> bool:
    """The agreement, and leaving: whoever leads the startup."""
    return view_of(person, participation) is View.LEAD


def can_look_after(person: User | None, participation: Participation) -> bool:
    return view_of(person, participation) is View.STAFF
