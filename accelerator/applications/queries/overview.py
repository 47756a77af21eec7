"""What a cohort's overview tells of its applications, and whom a change of its dates touches."""

from sqlalchemy import func, select

from accelerator.applications.models import HANDED_IN, Application, ApplicationState
from accelerator.applications.queries.staff import count_by_state
from accelerator.programmes.models import Cohort
from accelerator.programmes.queries import Advice, Tile
from accelerator.programmes.services import Touched
from hub.accounts.models import User
from hub.core.database import db
from hub.core.i18n import lazy_gettext as _l
from hub.core.i18n import ngettext

LIST = "applications.staff_index"


def tiles(cohort: Cohort, person: User) -> list[Tile]:
    """Of what this member of staff may see."""
    counts = count_by_state(cohort, seen_by=person)
    handed_in = sum(number for state, number in counts.items() if state in HANDED_IN)
    waiting = counts.get(ApplicationState.SUBMITTED, 0)
    return [
        Tile(counts.get(ApplicationState.DRAFT, 0), _l("Begun"), LIST, {"state": "draft"}),
        Tile(handed_in, _l("Handed in"), LIST),
        Tile(waiting, _l("To be screened"), LIST, {"state": "submitted"}),
    ]


def advice(cohort: Cohort, person: User) -> list[Advice]:
    """Screening, as long as something waits for it."""
    waiting = count_by_state(cohort, seen_by=person).get(ApplicationState.SUBMITTED, 0)
    if not waiting:
        return []
    sentence = ngettext(
        "One application waits to be screened.",
        "%(num)s applications wait to be screened.",
        waiting,
    )
    return [Advice(sentence, str(_l("Applications")), LIST, {"state": "submitted"})]


def touched_by_dates(cohort: Cohort) -> Touched:
    """All of them, whoever asks: these are numbers for a warning, and name nobody."""
    query = (
        select(Application.state, func.count())
        .where(Application.cohort_id == cohort.id)
        .group_by(Application.state)
    )
    counts = {state: number for state, number in db.session.execute(query)}  # noqa: C416
    return Touched(
        drafts=counts.get(ApplicationState.DRAFT, 0),
        applications=sum(number for state, number in counts.items() if state in HANDED_IN),
    )
