"""What the pages ask first."""

from uuid import UUID

from flask import g

from accelerator.participations.models import Participation
from accelerator.participations.queries.startups import get_participation
from accelerator.programmes.models import Cohort
from accelerator.programmes.queries import managed_cohort

MANAGE = "programmes:manage"


def cohort_of_staff(cohort_id: UUID) -> Cohort:
    """Raises: NotFound, also for a cohort of another programme."""
    return managed_cohort(cohort_id, by=g.shown_person)


def participation_of_reader(participation_id: UUID) -> Participation:
    """Raises: NotFound."""
    return get_participation(participation_id, seen_by=g.shown_person)
