"""What is arranged for a cohort's startups, and their demo day."""

from sqlalchemy import select

from accelerator.forms.queries import definition_of, live_version
from accelerator.forms.rules import Kind
from accelerator.participations.models import Participation, ParticipationState, Perk
from accelerator.programmes.models import Cohort, Phase
from accelerator.vocabulary.words import in_words
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _

#: From when on everybody may know who is in.
RUNS = frozenset({Phase.RUNNING, Phase.ENDED, Phase.ARCHIVED})


def has_public_demo_day(cohort: Cohort) -> bool:
    """Once the cohort runs and its day has a date."""
    return cohort.demo_day_at is not None and cohort.phase in RUNS


def public_demo_day(cohort: Cohort) -> list[Participation]:
    """For everybody. Raises: NotFound, before everybody may know who is in."""
    if not has_public_demo_day(cohort):
        raise NotFound(_("There is no demo day here yet."))
    return on_demo_day(cohort)


def on_demo_day(cohort: Cohort) -> list[Participation]:
    """In the order of the day, those who are still in or have graduated."""
    shown = (ParticipationState.ACTIVE, ParticipationState.GRADUATED, ParticipationState.ONBOARDING)
    query = (
        select(Participation)
        .where(Participation.cohort_id == cohort.id, Participation.state.in_(shown))
        .order_by(Participation.demo_position, Participation.joined_at, Participation.id)
    )
    return list(db.session.scalars(query))


def perks_in(cohort: Cohort) -> list[Perk]:
    """Also those that ended, by who gives them."""
    query = select(Perk).where(Perk.cohort_id == cohort.id).order_by(Perk.provider, Perk.id)
    return list(db.session.scalars(query))


def numeric_questions(cohort: Cohort) -> list[tuple[str, str]]:
    """(key, label) of the live form's questions whose answer is a number, money or a table."""
    version = live_version(cohort.form) if cohort.form else None
    if version is None:
        return []
    numeric = (Kind.NUMBER, Kind.MONEY, Kind.TEAM)
    return [
        (question.key, in_words(question.label))
        for question in definition_of(version).questions
        if question.kind in numeric
    ]
