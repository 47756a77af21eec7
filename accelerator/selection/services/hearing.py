"""What selection does when it hears of something: mails about places, and what keeps them in step
with cohorts and applications."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select

from accelerator.applications.facts import ApplicationWithdrawn
from accelerator.applications.models import Application, Outcome
from accelerator.programmes.facts import SeatsSet
from accelerator.programmes.models import Cohort, Phase
from accelerator.selection.emails.offers import News, place_news
from accelerator.selection.models import Release, ReleaseItem, ReleaseState
from accelerator.selection.queries.decisions import is_released
from accelerator.selection.queries.offers import OWNER_KIND, pool_of
from accelerator.selection.queries.releases import open_release
from hub.core.database import db
from hub.core.i18n import gettext as _
from hub.history.services import acting, record
from hub.places import facts, services
from hub.places import queries as places
from hub.places.models import Place


@dataclass(frozen=True)
class _Heard:
    application: Application
    place: Place


def offered(fact: facts.PlaceOffered) -> None:
    """Somebody in line moved up, or staff offered a seat; also after a decline that was undone,
    where the same key writes no second mail."""
    heard = _heard(fact)
    if heard is None:
        return
    application = heard.application
    if application.outcome is Outcome.WAITLISTED:
        application.outcome = Outcome.ACCEPTED
        application.version += 1
        record(
            "application.moved-up",
            application,
            before={"outcome": Outcome.WAITLISTED},
            after={"outcome": Outcome.ACCEPTED},
        )
    news = News("offered", "offered", {"expires_at": fact.expires_at}, fact.expires_at)
    place_news(application, heard.place, news=news)


def extended(fact: facts.PlaceOfferExtended) -> None:
    occasion = f"extended:{fact.expires_at:%Y%m%dT%H%M}"
    _mail(fact, "extended", occasion=occasion, expires_at=fact.expires_at)


def due(fact: facts.PlaceOfferDue) -> None:
    """A reminder; each of them once."""
    heard = _heard(fact)
    if heard is None:
        return
    following = heard.place.next_reminder_at
    occasion = f"due:{following:%Y%m%dT%H%M}" if following else "due:last"
    news = News("due", occasion, {"expires_at": fact.expires_at}, fact.expires_at)
    place_news(heard.application, heard.place, news=news)


def confirmed(fact: facts.PlaceConfirmed) -> None:
    _mail(fact, "confirmed")


def declined(fact: facts.PlaceDeclined) -> None:
    heard = _heard(fact)
    if heard is not None:
        until = {"expires_at": heard.place.expires_at}
        news = News("declined", "declined", until)
        place_news(heard.application, heard.place, news=news)


def lapsed(fact: facts.PlaceLapsed) -> None:
    _mail(fact, "lapsed", waits_again=fact.waits_again)


def removed(fact: facts.PlaceRemoved) -> None:
    _mail(fact, "removed", reason=fact.reason)


def closed(fact: facts.PlaceClosed) -> None:
    _mail(fact, "closed")


def seats_set(fact: SeatsSet) -> None:
    """More or fewer seats. Raises SeatsHeld where more are held than there would be."""
    cohort = db.session.get(Cohort, fact.cohort_id)
    pool = pool_of(cohort) if cohort else None
    if pool is not None:
        services.resize(pool, fact.after, by=acting().actor_id)


def withdrawn(fact: ApplicationWithdrawn) -> None:
    """An application that is gone holds no seat."""
    application = db.session.get(Application, fact.application_id)
    pool = pool_of(application.cohort) if application else None
    place = places.live_place(pool, fact.application_id) if pool else None
    if place is not None:
        services.withdraw(place, by=acting().actor_id)


def objections(cohort: Cohort, to: Phase) -> list[str]:
    """What keeps a cohort from another phase."""
    if to is Phase.ANNOUNCED and not is_released(cohort):
        return [_("No decision has been released yet.")]
    waits = open_release(cohort)
    if to is Phase.REVIEW and waits is not None and waits.state is ReleaseState.PREPARED:
        return [_("A release is prepared. Take it back first.")]
    return []


def _mail(fact: facts.PlaceFact, template: str, *, occasion: str = "", **values: Any) -> None:
    heard = _heard(fact)
    if heard is not None:
        news = News(template, occasion or template, values)
        place_news(heard.application, heard.place, news=news)


def _heard(fact: facts.PlaceFact) -> _Heard | None:
    """Whose place it is, if it is a cohort's and not a release that tells the team itself."""
    if fact.owner_kind != OWNER_KIND:
        return None
    application = db.session.get(Application, fact.party_id)
    place = db.session.get(Place, fact.place_id)
    if application is None or place is None or application.outcome is None:
        return None
    return None if _is_being_told(application.id) else _Heard(application, place)


def _is_being_told(application_id: UUID) -> bool:
    """Within the transaction of a release, before its letter is written."""
    query = select(
        exists()
        .where(ReleaseItem.application_id == application_id)
        .where(ReleaseItem.told_at.is_(None), ReleaseItem.voided_at.is_(None))
        .where(Release.id == ReleaseItem.release_id, Release.state == ReleaseState.RELEASED)
    )
    return bool(db.session.scalar(query))
