"""What the pages ask first."""

from typing import TypeVar
from uuid import UUID

from flask import g

from accelerator.participations.models import Participation
from accelerator.participations.queries.startups import get_participation
from accelerator.programmes.models import Cohort
from accelerator.programmes.queries import managed_cohort
from hub.core.database import Model, db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _

MANAGE = "programmes:manage"
Kind = TypeVar("Kind", bound=Model)


def cohort_of_staff(cohort_id: UUID) -> Cohort:
    """Raises: NotFound, also for a cohort of another programme."""
    return managed_cohort(cohort_id, by=g.shown_person)


def participation_of_reader(participation_id: UUID) -> Participation:
    """Raises: NotFound."""
    return get_participation(participation_id, seen_by=g.shown_person)


def part_of(kind: type[Kind], id_: UUID, *, participation: Participation) -> Kind:
    """A milestone, goal, check-in … of this very startup. Raises: NotFound."""
    found = db.session.get(kind, id_)
    if found is None or getattr(found, "participation_id", None) != participation.id:
        raise NotFound(_("There is no such thing here."))
    return found
