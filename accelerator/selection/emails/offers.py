"""What we write about a place once its release is out: offered, reminded, run out, taken, closed.

Each key names the place and the offer, so that hearing of it twice writes one mail.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from accelerator.applications.models import Application, ApplicationMember
from accelerator.selection.emails.outcomes import receiver_of
from accelerator.selection.queries.releases import WRITTEN_TO
from accelerator.vocabulary.words import in_words
from hub.accounts.models import User
from hub.core.database import db
from hub.core.i18n import speaking
from hub.outbox.letters import Letter
from hub.outbox.services import send_mail
from hub.places.models import Place
from hub.web.addresses import public_url


@dataclass(frozen=True)
class News:
    """What happened to a place. `occasion` tells this mail from others about the same offer."""

    template: str
    occasion: str
    values: dict[str, Any]
    useful_until: datetime | None = None


def place_news(application: Application, place: Place, *, news: News) -> None:
    """One mail to each who writes for the team, in their language."""
    for person in _writers(application):
        with speaking(person.language):
            values = news.values | {
                "reference": application.reference,
                "startup": application.startup.name,
                "cohort": in_words(application.cohort.name),
                "zone": application.cohort.zone,
                "url": public_url("selection.offer", place_id=str(place.id)),
            }
        letter = Letter(f"selection/{news.template}", values, useful_until=news.useful_until)
        key = f"place:{place.id}:{place.offer_number}:{news.occasion}:{person.id}"
        send_mail(letter, to=receiver_of(person), key=key)


def feedback_later(application: Application, text: str) -> None:
    """To a team that was turned down without feedback, when there is one after all."""
    for person in _writers(application):
        with speaking(person.language):
            values = {
                "feedback": text,
                "reference": application.reference,
                "startup": application.startup.name,
                "cohort": in_words(application.cohort.name),
                "url": public_url("applications.show", application_id=str(application.id)),
            }
        letter = Letter("selection/feedback", values)
        send_mail(letter, to=receiver_of(person), key=f"feedback:{application.id}:{person.id}")


def _writers(application: Application) -> list[User]:
    query = (
        select(User)
        .join(ApplicationMember, ApplicationMember.user_id == User.id)
        .where(
            ApplicationMember.application_id == application.id,
            ApplicationMember.left_at.is_(None),
            ApplicationMember.role.in_(WRITTEN_TO),
            User.disabled_at.is_(None),
        )
        .order_by(User.id)
    )
    return list(db.session.scalars(query))
