"""What must always hold about decisions and what teams were told; `flask doctor` asks."""

from collections.abc import Iterator

from sqlalchemy import exists, func, select

from accelerator.applications.models import Application
from accelerator.selection.models import Acceptance, Release, ReleaseItem, ReleaseState
from hub.core.database import db
from hub.places.models import Place, Pool
from hub.places.rules.steps import PlaceState

OWNER_KIND = "cohorts"
MOST_SHOWN = 20


def problems() -> Iterator[str]:
    """One sentence for each thing that is not as it must be."""
    yield from _told_without_a_release()
    yield from _released_and_untold()
    yield from _let_out_by_one()
    yield from _places_of_the_untold()
    yield from _taken_without_agreeing()


def _told_without_a_release() -> Iterator[str]:
    told = (ReleaseItem.application_id == Application.id) & ReleaseItem.told_at.is_not(None)
    query = select(Application.id).where(Application.outcome.is_not(None), ~exists().where(told))
    for application in db.session.scalars(query.limit(MOST_SHOWN)):
        yield f"application {application} has an outcome that no release told"


def _released_and_untold() -> Iterator[str]:
    query = (
        select(ReleaseItem.id)
        .join(Release, Release.id == ReleaseItem.release_id)
        .join(Application, Application.id == ReleaseItem.application_id)
        .where(
            Release.state == ReleaseState.RELEASED,
            ReleaseItem.voided_at.is_(None),
            ReleaseItem.told_at.is_(None) | Application.outcome.is_(None),
        )
    )
    for item in db.session.scalars(query.limit(MOST_SHOWN)):
        yield f"release item {item} is out, and its team was not told"


def _let_out_by_one() -> Iterator[str]:
    query = select(Release.id).where(Release.released_by_id == Release.prepared_by_id)
    for release in db.session.scalars(query.limit(MOST_SHOWN)):
        yield f"release {release} was prepared and let out by the same person"


def _places_of_the_untold() -> Iterator[str]:
    query = (
        select(Place.id)
        .join(Pool, Pool.id == Place.pool_id)
        .join(Application, Application.id == Place.party_id)
        .where(Pool.owner_kind == OWNER_KIND, Application.outcome.is_(None))
    )
    for place in db.session.scalars(query.limit(MOST_SHOWN)):
        yield f"place {place} is that of a team that was told nothing"


def _taken_without_agreeing() -> Iterator[str]:
    """Each acceptance is of one place, and every place that somebody took has one; a place that was
    given by staff past the line has none."""
    query = (
        select(func.count())
        .select_from(Acceptance)
        .join(Place, Place.id == Acceptance.place_id)
        .where(Place.party_id != Acceptance.application_id)
    )
    if number := db.session.scalar(query):
        yield f"{number} agreements are of another team than their place"
    held = select(Acceptance.id).join(Place, Place.id == Acceptance.place_id)
    for each in db.session.scalars(
        held.where(Place.state.in_((PlaceState.WAITING, PlaceState.DECLINED))).limit(MOST_SHOWN)
    ):
        yield f"agreement {each} belongs to a place that was never taken"
